// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/detail/link_dictionary.h"

#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace unimo::rewrite {

/// One word for all that a parser cannot tell from each other: words of which the dictionary says
/// the same have one stand-in. In a noun phrase that an article, a number or another determiner
/// begins, more words are alike: a noun is a noun only ("the red drums" do not drum) and only its
/// number matters, a word that the dictionary does not have is a noun, and one adjective is like
/// another. Thread: any.
class StandIns
{
public:
    StandIns();
    /// The word that stands for words[at], or nothing when it must be read as it is written. The
    /// words are in small letters; an empty one parts its neighbours.
    [[nodiscard]] std::string of(const std::vector<std::string>& words, size_t at);
    /// Whether the word is an article, a number or the like.
    [[nodiscard]] bool isDeterminer(const std::string& word);

private:
    struct Entry
    {
        bool determiner = false;
        bool adjective = false;
        bool noun = false;
        std::string standIn; ///< empty: the dictionary does not have the word
        std::string asNoun;  ///< as a noun only; empty: no word is a noun of this kind only
        bool one = false;    ///< it can be a noun of one thing
        bool many = false;   ///< it can be a noun of several things
    };
    const Entry& entry(const std::string& word);
    /// The determiner that begins the noun phrase up to words[at], with adjectives between them;
    /// empty: there is none.
    std::string determinerOf(const std::vector<std::string>& words, size_t at);
    /// Whether words[at] is an adjective, or a colour, before a noun or another adjective.
    bool standsForAdjectives(const std::vector<std::string>& words, size_t at);
    /// What stands for words[at], a noun, in a phrase that the determiner begins; empty: its number
    /// is not known.
    std::string nounBehind(const std::string& determiner, const std::vector<std::string>& words,
                           size_t at);

    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    std::unordered_map<std::string, std::string> first_; ///< first word with these uses
    std::unordered_map<std::string, std::string> nouns_; ///< the words that are nouns only
    std::unordered_set<std::string> one_, many_; ///< links of nouns of one thing, of several
};

} // namespace unimo::rewrite
