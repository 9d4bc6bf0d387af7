// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <span>
#include <vector>

// What seq2seq language learning takes out of a text (unimo.md 2.3). Free of torch; every draw
// comes from the caller's Random.
namespace unimo::objectives {

/// Tokens [begin, end) of a text.
struct Fragment
{
    size_t begin = 0;
    size_t end = 0;
    friend bool operator==(const Fragment&, const Fragment&) = default;
};

/// Fragments to generate from the rest, until a share `ratio` (the paper: 0.25) of the tokens is
/// taken: lengths are drawn from U(4, 32), cut to what is left to take; a fragment begins at a
/// unit, ends with one, and does not touch another. startsUnit: 1 where a token begins a word or
/// phrase. In text order; at least one where there is a token.
[[nodiscard]] std::vector<Fragment> chooseFragments(std::span<const uint8_t> startsUnit,
                                                    double ratio, Random& random);

/// The variant of UNIMO-2's reader: source and target slices take turns, from either side first;
/// each slice is drawn short (chance 0.4: source 3-12, target 1-4 tokens) or long (source 12-96,
/// target 4-32). Returns the targets in text order; a text too short for a source and a target
/// slice is one target as a whole.
[[nodiscard]] std::vector<Fragment> chooseSlices(size_t tokens, Random& random);

} // namespace unimo::objectives
