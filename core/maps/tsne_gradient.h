// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/maps/layout.h"
#include "core/maps/neighbours.h"

#include <cstdint>
#include <span>
#include <vector>

namespace unimo::maps {

/// How likely two points are neighbours, symmetric and one in sum over all pairs (van der Maaten,
/// Hinton 2008); row i is [first[i], first[i + 1]) of the other two.
struct Affinities
{
    std::vector<size_t> first;
    std::vector<int32_t> other;
    std::vector<float> p;
};

/// Gaussians of the distances on the unit sphere, as wide that each row's entropy is
/// log(perplexity).
[[nodiscard]] Affinities affinitiesOf(const Neighbours& neighbours, double perplexity);

/// A quarter of the gradient of the divergence KL(P || Q), as openTSNE counts it. Attraction is
/// taken `exaggeration` times. theta: how wide a cell may be for its distance to count as one point
/// (Barnes, Hut 1986; van der Maaten 2014); 0: none, exact. The threads do not change the result.
[[nodiscard]] std::vector<Point> tsneGradient(const Affinities& affinities,
                                              std::span<const Point> places, float exaggeration,
                                              float theta);

} // namespace unimo::maps
