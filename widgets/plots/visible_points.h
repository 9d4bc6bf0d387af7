// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/min_max_pyramid.h"

#include <cstdint>
#include <vector>

namespace unimo::plots {

/// What of a curve has to be drawn so that the picture is the same as with every point.
struct VisiblePoints
{
    std::vector<uint32_t> points; ///< indices in rising order; kGap breaks the line
    std::vector<uint32_t> gaps;   ///< first point of each stretch of columns without finite values
    static constexpr uint32_t kGap = UINT32_MAX;
};

/// Up to four points a pixel column: the first, the lowest, the highest, the last (the M4 scheme),
/// plus one point to each side of the range. `columnEdges` are rising x values, one more than
/// there are columns. Points that are not finite are left out, and break the line where they fill
/// a column alone.
[[nodiscard]] VisiblePoints visiblePoints(const std::vector<double>& x,
                                          const std::vector<float>& values,
                                          const MinMaxPyramid& extremes,
                                          const std::vector<double>& columnEdges);

} // namespace unimo::plots
