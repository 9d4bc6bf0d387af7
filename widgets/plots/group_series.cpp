// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/group_series.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace unimo::plots {
namespace {

/// Walks along one run's points.
class Walker
{
public:
    explicit Walker(const CurveSeries& series) : series_(series) {}

    /// The next step to visit; none at the end.
    [[nodiscard]] std::optional<int64_t> next() const
    {
        return next_ < series_.size() ? std::optional(series_.at(next_).step) : std::nullopt;
    }

    struct Sample
    {
        double value = 0;
        double elapsed = 0; ///< seconds since the run's first point
    };
    /// Where the run is at a step, which must not fall from call to call; none before its first
    /// point and after its last.
    [[nodiscard]] std::optional<Sample> at(int64_t step)
    {
        while (next_ < series_.size() && series_.at(next_).step <= step)
            ++next_;
        if (next_ == 0)
            return std::nullopt;
        const CurvePoint before = series_.at(next_ - 1);
        const double start = series_.at(0).wallTime;
        if (before.step == step)
            return Sample{before.value, before.wallTime - start};
        if (next_ == series_.size())
            return std::nullopt;
        const CurvePoint after = series_.at(next_);
        // As doubles: the difference of two hostile steps need not fit.
        const double part = (static_cast<double>(step) - static_cast<double>(before.step)) /
                            (static_cast<double>(after.step) - static_cast<double>(before.step));
        const auto between = [part](double a, double b) { return a + (b - a) * part; };
        return Sample{between(before.value, after.value),
                      between(before.wallTime, after.wallTime) - start};
    }

private:
    const CurveSeries& series_;
    size_t next_ = 0;
};

/// The finite values at one step.
class Tally
{
public:
    void add(double value)
    {
        if (!std::isfinite(value))
            return;
        ++count_;
        const double delta = value - mean_; // Welford's way: no large squares to cancel
        mean_ += delta / count_;
        squares_ += delta * (value - mean_);
        lowest_ = std::min(lowest_, value);
        highest_ = std::max(highest_, value);
    }
    [[nodiscard]] uint32_t count() const { return count_; }
    [[nodiscard]] double mean() const { return count_ > 0 ? mean_ : std::nan(""); }
    [[nodiscard]] std::pair<double, double> band(Band kind) const
    {
        if (count_ == 0)
            return {std::nan(""), std::nan("")};
        if (kind == Band::Range)
            return {lowest_, highest_};
        const double deviation = count_ > 1 ? std::sqrt(squares_ / (count_ - 1)) : 0;
        return {mean_ - deviation, mean_ + deviation};
    }

private:
    uint32_t count_ = 0;
    double mean_ = 0;
    double squares_ = 0;
    double lowest_ = std::numeric_limits<double>::infinity();
    double highest_ = -std::numeric_limits<double>::infinity();
};

} // namespace

void GroupSeries::rebuild(const std::vector<const CurveSeries*>& runs, Band band)
{
    std::vector<Walker> walkers;
    for (const CurveSeries* run : runs)
        walkers.emplace_back(*run);
    std::vector<CurvePoint> means, lows, highs;
    counts_.clear();
    for (;;) {
        std::optional<int64_t> step;
        for (const Walker& walker : walkers)
            if (const auto next = walker.next(); next && (!step || *next < *step))
                step = next;
        if (!step)
            break;
        Tally values;
        double elapsed = 0;
        int underWay = 0;
        for (Walker& walker : walkers)
            if (const auto sample = walker.at(*step)) {
                values.add(sample->value);
                elapsed += sample->elapsed;
                ++underWay;
            }
        const auto [low, high] = values.band(band);
        const auto point = [&, time = elapsed / underWay](double value) {
            return CurvePoint{*step, time, static_cast<float>(value)};
        };
        means.push_back(point(values.mean()));
        lows.push_back(point(low));
        highs.push_back(point(high));
        counts_.push_back(values.count());
    }
    const auto refill = [](CurveSeries& series, const std::vector<CurvePoint>& points) {
        series.purge(std::numeric_limits<int64_t>::min());
        series.append(points);
    };
    refill(mean_, means);
    refill(low_, lows);
    refill(high_, highs);
}

void GroupSeries::setSmoothing(Smoothing smoothing)
{
    for (CurveSeries* series : {&mean_, &low_, &high_})
        series->setSmoothing(smoothing);
}

void GroupSeries::setXAxis(XAxis axis)
{
    for (CurveSeries* series : {&mean_, &low_, &high_})
        series->setXAxis(axis);
}

} // namespace unimo::plots
