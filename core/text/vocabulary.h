// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

namespace unimo::text {

/// A smaller vocabulary taken from a larger one, for makeWordPiece().
struct PrunedVocabulary
{
    std::vector<std::string> entries; ///< an entry's index is its new id
    std::vector<int32_t> oldIds;      ///< one an entry: its id before, the embedding row to take
    int32_t active = 0;               ///< how many of the first entries the texts use
};

/// Keeps, in this order and each in the order of the old ids:
/// 1. the special tokens and every token that occurs in the texts (`active` counts them),
/// 2. the printable ASCII characters and their ## forms, so that any new word can be spelt,
/// 3. the first `keepFrequent` others; [unused...] entries do not count as such.
/// Since BERT's vocabularies are in order of frequency, 3. are the most frequent ones.
/// Thread: any.
[[nodiscard]] PrunedVocabulary pruneWordPiece(const Tokenizer& tokenizer,
                                              std::span<const std::string> texts, int keepFrequent);

} // namespace unimo::text
