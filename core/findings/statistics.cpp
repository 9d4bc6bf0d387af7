// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace unimo::findings {
namespace {

/// The 97.5 % quantile of Student's t for 1, 2, ... degrees of freedom; beyond, the normal's.
double quantile(size_t freedom)
{
    constexpr std::array<double, 30> kQuantiles = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    return freedom <= kQuantiles.size() ? kQuantiles[freedom - 1] : 1.96;
}

} // namespace

Interval intervalOf(std::span<const double> values)
{
    const auto count = static_cast<double>(values.size());
    Interval interval;
    interval.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    if (values.size() < 2)
        return interval;
    double squares = 0;
    for (const double value : values)
        squares += (value - interval.mean) * (value - interval.mean);
    interval.half = quantile(values.size() - 1) * std::sqrt(squares / (count - 1) / count);
    return interval;
}

Direction directionOf(const Interval& difference)
{
    if (!difference.half)
        return Direction::Unknown;
    if (difference.mean - *difference.half > 0)
        return Direction::Higher;
    return difference.mean + *difference.half < 0 ? Direction::Lower : Direction::None;
}

} // namespace unimo::findings
