// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace unimo::plots {

/// How some values were distributed at one step: bucket i holds counts[i] values up to edges[i],
/// the first one from `minimum` on.
struct Histogram
{
    int64_t step = 0;
    double wallTime = 0;
    double minimum = 0;
    std::vector<double> edges;
    std::vector<double> counts;

    [[nodiscard]] double total() const;
    /// How many values lie below; inside a bucket they are spread evenly.
    [[nodiscard]] double countBelow(double value) const;
    /// The value below which this share of all lies; NaN of an empty one.
    [[nodiscard]] double quantile(double share) const;
};

/// The histograms of one tag over the steps, in bounds: files of other programs hold any number of
/// any size.
class HistogramSeries
{
public:
    static constexpr size_t kMostPoints = 400;  ///< every other one is let go when there are more
    static constexpr size_t kMostBuckets = 100; ///< finer ones are put together

    /// Histograms that make no sense (edges that fall, numbers that are not finite) are left out.
    void append(Histogram histogram);
    void purge(int64_t fromStep);

    [[nodiscard]] const std::vector<Histogram>& points() const { return points_; }
    [[nodiscard]] bool empty() const { return points_.empty(); }
    /// Index of the point nearest to a step; the series must not be empty.
    [[nodiscard]] size_t nearest(double step) const;

private:
    std::vector<Histogram> points_;
    size_t stride_ = 1; ///< of the points that come, every stride-th is kept
    size_t skipped_ = 0;
};

} // namespace unimo::plots
