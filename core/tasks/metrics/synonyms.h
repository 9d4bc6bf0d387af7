// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace unimo::metrics {

/// WordNet's synonyms of all parts of speech: words of one of a word's meanings, under the word as
/// it is or its base forms (morphy(7WN)). Thread: any.
class Synonyms
{
public:
    /// Reads index.*, data.* and *.exc of a WordNet folder. Io and Data errors name file and line.
    [[nodiscard]] static Result<Synonyms> load(const std::filesystem::path& folder);

    /// Single words that share a meaning with this lower-case word, itself included.
    [[nodiscard]] std::unordered_set<std::string> of(const std::string& word) const;

private:
    /// One part of speech.
    struct Part
    {
        std::unordered_map<std::string, std::vector<uint32_t>> synsets;      ///< of a lemma
        std::unordered_map<uint32_t, std::vector<std::string>> words;        ///< of a synset
        std::unordered_map<std::string, std::vector<std::string>> irregular; ///< base forms
    };
    std::array<Part, 4> parts_; ///< nouns, verbs, adjectives, adverbs
};

} // namespace unimo::metrics
