// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/image/image.h"

#include <cstdint>
#include <span>
#include <vector>

// Plans of what is hidden from the model. Free of torch; every draw comes from the caller's Random.
namespace unimo::objectives {

/// Chooses whole-word spans for masked language modelling (unimo.md 2.3): span lengths in words
/// are geometric (p = 0.2, at most 10) and spans are drawn until ceil(ratio * tokens) tokens are
/// chosen; the last span may be cut at the budget's end.
/// startsWord: 1 where a token begins a word. Returns token indices, ascending, at least one.
[[nodiscard]] std::vector<int32_t> chooseSpans(std::span<const uint8_t> startsWord, double ratio,
                                               Random& random);

struct MaskRules
{
    int32_t maskId = 0;
    int32_t firstOrdinary = 0; ///< random replacements are drawn from [firstOrdinary, vocabulary)
    int32_t vocabulary = 0;
};

/// Hides the chosen tokens in place: 80 % [MASK], 10 % a random token, 10 % unchanged.
void hideTokens(std::span<int32_t> ids, std::span<const int32_t> chosen, const MaskRules& rules,
                Random& random);

enum class OverlapMeasure { IntersectionOverUnion, OwnArea };

/// Chooses regions to hide (unimo.md 2.2): each is an anchor with probability `ratio` (one at
/// least), and every region that overlaps an anchor by more than `overlap` is hidden with it, so
/// that a hidden region cannot be read off its neighbour. Returns one flag a region.
[[nodiscard]] std::vector<uint8_t> chooseRegions(std::span<const Box> boxes, double ratio,
                                                 double overlap, OverlapMeasure measure,
                                                 Random& random);

} // namespace unimo::objectives
