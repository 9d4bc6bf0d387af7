// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

namespace unimo::findings {

/// A mean with its 95 % confidence interval, mean +- half.
struct Interval
{
    double mean = 0;
    std::optional<double> half; ///< none from a single value
};

/// Student's t over the values; needs at least one.
[[nodiscard]] Interval intervalOf(std::span<const double> values);

/// What a difference says: Higher or Lower when the interval leaves out 0; with a single value
/// Unknown.
enum class Direction { Higher, None, Lower, Unknown };
[[nodiscard]] Direction directionOf(const Interval& difference);

} // namespace unimo::findings
