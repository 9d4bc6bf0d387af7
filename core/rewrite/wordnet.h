// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace unimo::rewrite {

/// WordNet's nouns, as far as they tell whether one word may stand for another. Thread: any.
class WordNet
{
public:
    /// Reads index.noun, data.noun and noun.exc (format: wndb(5WN)). Lines that do not follow it
    /// are an error naming file and line.
    [[nodiscard]] static Result<WordNet> load(const std::filesystem::path& folder);

    /// Whether two nouns share a meaning or one is a kind of the other, in any of their first
    /// senses: "dog" and "poodle", "tree" and "plant". Plurals are understood. A noun that WordNet
    /// does not hold is related to itself alone.
    [[nodiscard]] bool related(const std::string& a, const std::string& b) const;
    /// "school buses" -> "school_bus", as the index spells it; an unknown noun stays as it is.
    [[nodiscard]] std::string lemma(const std::string& noun) const;

private:
    [[nodiscard]] std::vector<uint32_t> senses(const std::string& lemma) const;
    [[nodiscard]] bool isKindOf(uint32_t synset, const std::vector<uint32_t>& kinds) const;

    std::unordered_map<std::string, std::vector<uint32_t>>
        synsets_; ///< of a lemma, commonest first
    std::unordered_map<uint32_t, std::vector<uint32_t>> hypernyms_;
    std::unordered_map<std::string, std::string> irregular_; ///< plural -> singular
};

} // namespace unimo::rewrite
