// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/maps/layout.h"

#include <span>
#include <utility>
#include <vector>

namespace unimo::maps {

/// How densely points lie, on a square grid that holds them all with room for the hills' feet: a
/// Gaussian around each, half as wide as Scott's rule has it, since maps have more than one hill.
class Density
{
public:
    explicit Density(std::span<const Point> places);

    [[nodiscard]] static int side() { return kSide; }
    [[nodiscard]] float at(int column, int row) const
    {
        return values_[static_cast<size_t>(row * kSide + column)];
    }
    /// The grid's column and row of a place.
    [[nodiscard]] std::pair<int, int> cellOf(const Point& place) const;
    [[nodiscard]] Point placeOf(float column, float row) const;

    /// The height above which this share of the points lies.
    [[nodiscard]] float heightAround(double share) const;
    /// Where the hills are this high: closed lines, their first point again at the end.
    [[nodiscard]] std::vector<std::vector<Point>> contour(float height) const;

private:
    static constexpr int kSide = 160;

    Point least_;
    Point cell_{1, 1};           ///< width and height
    std::vector<float> values_;  ///< [kSide, kSide]
    std::vector<float> heights_; ///< at the points, the highest first
};

} // namespace unimo::maps
