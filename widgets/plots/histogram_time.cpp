// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/histogram_time.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace unimo::plots {
namespace {

/// TensorBoard's writers close the first and last bucket at the ends of all doubles.
constexpr double kFarthest = 1e30;

bool makesSense(const Histogram& histogram)
{
    if (histogram.edges.empty() || histogram.edges.size() != histogram.counts.size())
        return false;
    double before = histogram.minimum;
    for (size_t i = 0; i < histogram.edges.size(); ++i) {
        const double edge = histogram.edges[i], count = histogram.counts[i];
        if (!(edge >= before) || !std::isfinite(edge) || !std::isfinite(count) || count < 0)
            return false;
        before = edge;
    }
    return std::isfinite(histogram.minimum) && histogram.total() > 0 &&
           std::isfinite(histogram.total());
}

/// Buckets at both ends that hold nothing only widen the picture.
void trim(Histogram& histogram)
{
    size_t first = 0, last = histogram.counts.size();
    while (first + 1 < last && histogram.counts[first] == 0)
        ++first;
    while (last > first + 1 && histogram.counts[last - 1] == 0)
        --last;
    if (first > 0)
        histogram.minimum = histogram.edges[first - 1];
    const auto cut = [&](std::vector<double>& values) {
        values = {values.begin() + static_cast<ptrdiff_t>(first),
                  values.begin() + static_cast<ptrdiff_t>(last)};
    };
    cut(histogram.edges);
    cut(histogram.counts);
}

void coarsen(Histogram& histogram, size_t most)
{
    const size_t size = histogram.edges.size();
    if (size <= most)
        return;
    const size_t together = (size + most - 1) / most;
    std::vector<double> edges, counts;
    for (size_t i = 0; i < size; i += together) {
        const size_t end = std::min(i + together, size);
        edges.push_back(histogram.edges[end - 1]);
        counts.push_back(std::accumulate(histogram.counts.begin() + static_cast<ptrdiff_t>(i),
                                         histogram.counts.begin() + static_cast<ptrdiff_t>(end),
                                         0.0));
    }
    histogram.edges = std::move(edges);
    histogram.counts = std::move(counts);
}

} // namespace

double Histogram::total() const
{
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

double Histogram::countBelow(double value) const
{
    double count = 0, from = minimum;
    for (size_t i = 0; i < edges.size(); ++i) {
        if (value <= from)
            break;
        if (value >= edges[i])
            count += counts[i];
        else
            count += counts[i] * (value - from) / (edges[i] - from);
        from = edges[i];
    }
    return count;
}

double Histogram::quantile(double share) const
{
    const double wanted = share * total();
    double count = 0, from = minimum;
    for (size_t i = 0; i < edges.size(); ++i) {
        if (counts[i] > 0 && count + counts[i] >= wanted)
            return from + (edges[i] - from) * std::max(0.0, wanted - count) / counts[i];
        count += counts[i];
        from = edges[i];
    }
    return counts.empty() ? std::numeric_limits<double>::quiet_NaN() : from;
}

void HistogramSeries::append(Histogram histogram)
{
    // Writers put an empty bucket before the least value, which closes below it.
    if (!histogram.edges.empty() && histogram.edges.front() < histogram.minimum)
        histogram.minimum = histogram.edges.front();
    if (!makesSense(histogram))
        return;
    trim(histogram);
    if (histogram.minimum < -kFarthest || histogram.edges.back() > kFarthest)
        return;
    if (!points_.empty() && histogram.step <= points_.back().step)
        purge(histogram.step);
    if (++skipped_ < stride_)
        return;
    skipped_ = 0;
    coarsen(histogram, kMostBuckets);
    points_.push_back(std::move(histogram));
    if (points_.size() <= kMostPoints)
        return;
    std::vector<Histogram> kept;
    for (size_t i = 0; i < points_.size(); i += 2)
        kept.push_back(std::move(points_[i]));
    points_ = std::move(kept);
    stride_ *= 2;
}

void HistogramSeries::purge(int64_t fromStep)
{
    const auto first =
        std::lower_bound(points_.begin(), points_.end(), fromStep,
                         [](const Histogram& point, int64_t step) { return point.step < step; });
    points_.erase(first, points_.end());
}

size_t HistogramSeries::nearest(double step) const
{
    const auto after = std::lower_bound(
        points_.begin(), points_.end(), step,
        [](const Histogram& point, double at) { return static_cast<double>(point.step) < at; });
    if (after == points_.begin())
        return 0;
    const auto index = static_cast<size_t>(after - points_.begin());
    if (after == points_.end())
        return index - 1;
    return step - static_cast<double>(points_[index - 1].step) <=
                   static_cast<double>(after->step) - step
               ? index - 1
               : index;
}

} // namespace unimo::plots
