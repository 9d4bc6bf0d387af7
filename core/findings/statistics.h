// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

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

/// The mean of values that come in clusters (the questions about one picture), which are not
/// independent of each other: the standard error sums the residuals of each cluster first (Liang
/// and Zeger 1986, with G / (G - 1)). With one value a cluster it is the usual one.
struct ClusteredMean
{
    double mean = 0;
    double error = 0; ///< standard; 0 from a single cluster
    int64_t clusters = 0;
};
/// clusters: one id a value. Needs at least one value.
[[nodiscard]] ClusteredMean clusteredMean(std::span<const double> values,
                                          std::span<const int64_t> clusters);

/// The half width of the 95 % interval of a mean; none from a single cluster.
[[nodiscard]] std::optional<double> halfWidth(const ClusteredMean& mean);

/// A 95 % interval that need not lie evenly about its mean.
struct Bounds
{
    double low = 0;
    double high = 0;
};
/// Wilson's score interval of a share of `count` independent trials (any number above 0).
[[nodiscard]] Bounds wilson(double share, double count);

/// Probability that Student's t is further from 0 than this, either way.
[[nodiscard]] double twoSidedT(double t, double freedom);
/// McNemar's exact test: how likely changes are as one-sided as `gained` against `lost` when both
/// are equally likely. 1 when there is none.
[[nodiscard]] double mcnemar(int64_t gained, int64_t lost);
/// Holm's correction: what the p values are worth where all of them were looked at.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

} // namespace unimo::findings
