// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/min_max_pyramid.h"
#include "widgets/plots/smoothing.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace unimo::plots {

/// What a curve is drawn over.
enum class XAxis { Step, RelativeTime, WallTime };

struct CurvePoint
{
    int64_t step = 0;
    double wallTime = 0; ///< Unix time, seconds
    float value = 0;     ///< may be NaN or infinite
};

/// Every point of one curve, in order of its steps, with its smoothed twin. A point whose step was
/// there before replaces what was recorded from that step on: the run was resumed from earlier.
class CurveSeries
{
public:
    void append(const std::vector<CurvePoint>& points);
    /// Drops the points from this step on.
    void purge(int64_t fromStep);
    void setSmoothing(Smoothing smoothing);
    void setXAxis(XAxis axis);

    [[nodiscard]] size_t size() const { return values_.size(); }
    [[nodiscard]] bool empty() const { return values_.empty(); }
    [[nodiscard]] CurvePoint at(size_t i) const { return {steps_[i], wallTimes_[i], values_[i]}; }
    /// Never falls with the index. Relative time is in seconds since the first point.
    [[nodiscard]] const std::vector<double>& x() const { return x_; }
    [[nodiscard]] const std::vector<float>& values() const { return values_; }
    [[nodiscard]] const std::vector<float>& smoothed() const
    {
        return smoothing_.on() ? smoothed_ : values_;
    }
    [[nodiscard]] const MinMaxPyramid& valueExtremes() const { return valuePyramid_; }
    [[nodiscard]] const MinMaxPyramid& smoothedExtremes() const
    {
        return smoothing_.on() ? smoothedPyramid_ : valuePyramid_;
    }
    /// Index of the point nearest to x; 0 when empty.
    [[nodiscard]] size_t nearest(double x) const;

private:
    void appendOne(const CurvePoint& point);
    void cutFrom(int64_t step);
    void truncate(size_t size);
    void forgetSmoothed();
    /// Smooths what is not smoothed yet.
    void smoothOn();
    void extendX();

    Smoothing smoothing_;
    XAxis axis_ = XAxis::Step;
    std::vector<int64_t> steps_;
    std::vector<double> wallTimes_;
    std::vector<float> values_;
    std::vector<double> x_;
    std::vector<float> smoothed_; ///< empty when smoothing is off
    Smoother smoother_{Smoothing{}};
    MinMaxPyramid valuePyramid_;
    MinMaxPyramid smoothedPyramid_;
};

} // namespace unimo::plots
