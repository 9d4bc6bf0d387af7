// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/maps/layout.h"

#include <cstdint>
#include <vector>

namespace unimo::maps {

/// Two points that are neighbours, and how much so.
struct UmapEdge
{
    int32_t from = 0;
    int32_t to = 0;
    float weight = 0;
};

/// Stochastic descent over the edges; an edge is taken the more often the stronger it is. In an
/// epoch every point moves by what the others' places were before it, so that any number of threads
/// gives the same map. Thread: one at a time; uses all cores.
class UmapDescent
{
public:
    UmapDescent(const std::vector<UmapEdge>& edges, std::vector<Point>& places, int epochs,
                int negatives, uint64_t seed);

    void epoch(int number);

private:
    [[nodiscard]] Point moved(size_t point, float now, float rate, uint32_t seed);

    std::vector<Point>& places_;
    std::vector<Point> before_; ///< the places when the epoch began
    int epochs_, negatives_;
    uint64_t seed_;
    // The edges of point i are [first_[i], first_[i + 1]) of these:
    std::vector<size_t> first_;
    std::vector<int32_t> other_;
    std::vector<float> every_; ///< epochs between two takes
    std::vector<float> next_;  ///< the epoch in which it is taken next
};

} // namespace unimo::maps
