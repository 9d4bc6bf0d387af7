// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace unimo::data {

/// Special ids a sequence is built with.
struct SequenceIds
{
    int32_t cls = 0;
    int32_t sep = 0;
    int64_t firstPosition = 0; ///< row of the position table that the first token has
};

/// A token of a text that is not simply read from left to right.
struct PlacedToken
{
    int32_t id = 0;
    int64_t position = 0; ///< 0 is the first of the text
    int32_t role = -1;    ///< of a dialogue: who speaks; -1: no dialogue
    int32_t turn = -1;    ///< of a dialogue: how many turns ago
    friend bool operator==(const PlacedToken&, const PlacedToken&) = default;
};

/// [CLS] and a text, placed from left to right.
[[nodiscard]] inline std::vector<PlacedToken> placedText(std::span<const int32_t> text,
                                                         const SequenceIds& ids)
{
    std::vector<PlacedToken> placed{{ids.cls, 0}};
    for (const int32_t id : text)
        placed.push_back({id, static_cast<int64_t>(placed.size())});
    return placed;
}

/// The same and [SEP].
[[nodiscard]] inline std::vector<PlacedToken> placedSource(std::span<const int32_t> text,
                                                           const SequenceIds& ids)
{
    std::vector<PlacedToken> placed = placedText(text, ids);
    placed.push_back({ids.sep, static_cast<int64_t>(placed.size())});
    return placed;
}

} // namespace unimo::data
