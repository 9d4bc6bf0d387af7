// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/detail/link_dictionary.h"

#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace unimo::rewrite {

/// One word for all that a parser cannot tell from each other: words of which the dictionary says
/// the same have one stand-in. A noun after an article, a number or an adjective and before none
/// counts as a noun only ("the red drums" do not drum). Thread: any.
class StandIns
{
public:
    StandIns();
    /// The word that stands for this one between its neighbours (empty: none, or none that is
    /// written in small letters alone), or nothing when it must be read as it is written.
    [[nodiscard]] std::string of(const std::string& before, const std::string& word,
                                 const std::string& after);

private:
    struct Entry
    {
        bool determines = false; ///< an adjective, an article or a number
        bool noun = false;
        std::string standIn; ///< empty: the dictionary does not have the word
        std::string asNoun;  ///< as a noun only; empty: no word is a noun of this kind only
    };
    const Entry& entry(const std::string& word);

    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    std::unordered_map<std::string, std::string> first_; ///< first word with these uses
    std::unordered_map<std::string, std::string> nouns_; ///< the words that are nouns only
};

} // namespace unimo::rewrite
