// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/curve_series.h"

#include <algorithm>
#include <cmath>

namespace unimo::plots {

void CurveSeries::append(const std::vector<CurvePoint>& points)
{
    for (const CurvePoint& point : points)
        appendOne(point);
    extendX();
    valuePyramid_.extend(values_);
    smoothOn();
}

void CurveSeries::appendOne(const CurvePoint& point)
{
    if (!steps_.empty() && point.step <= steps_.back())
        cutFrom(point.step);
    steps_.push_back(point.step);
    wallTimes_.push_back(point.wallTime);
    values_.push_back(point.value);
}

void CurveSeries::purge(int64_t fromStep)
{
    cutFrom(fromStep);
    smoothOn();
}

void CurveSeries::cutFrom(int64_t fromStep)
{
    const auto first = std::lower_bound(steps_.begin(), steps_.end(), fromStep);
    if (first != steps_.end())
        truncate(static_cast<size_t>(first - steps_.begin()));
}

void CurveSeries::truncate(size_t size)
{
    steps_.resize(size);
    wallTimes_.resize(size);
    values_.resize(size);
    x_.resize(std::min(x_.size(), size));
    valuePyramid_.truncate(size);
    // An average cannot be taken back: it is computed anew, but once for all that is cut off.
    if (smoothed_.size() > size)
        forgetSmoothed();
}

void CurveSeries::setSmoothing(Smoothing smoothing)
{
    if (smoothing == smoothing_)
        return;
    smoothing_ = smoothing;
    forgetSmoothed();
    smoothOn();
}

void CurveSeries::forgetSmoothed()
{
    smoothed_.clear();
    smoothedPyramid_ = {};
    smoother_ = Smoother(smoothing_);
}

void CurveSeries::smoothOn()
{
    if (!smoothing_.on())
        return;
    smoother_.extend(values_, smoothed_);
    smoothedPyramid_.extend(smoothed_);
}

void CurveSeries::setXAxis(XAxis axis)
{
    if (axis == axis_)
        return;
    axis_ = axis;
    x_.clear();
    extendX();
}

void CurveSeries::extendX()
{
    for (size_t i = x_.size(); i < steps_.size(); ++i) {
        double x = axis_ == XAxis::Step           ? static_cast<double>(steps_[i])
                   : axis_ == XAxis::RelativeTime ? wallTimes_[i] - wallTimes_.front()
                                                  : wallTimes_[i];
        // Clocks may be set back, and damaged files may hold any time; an axis only goes forward.
        const double before = i > 0 ? x_[i - 1] : 0;
        if (!std::isfinite(x) || (i > 0 && x < before))
            x = before;
        x_.push_back(x);
    }
}

size_t CurveSeries::nearest(double x) const
{
    if (x_.empty())
        return 0;
    const auto after = std::lower_bound(x_.begin(), x_.end(), x);
    if (after == x_.begin())
        return 0;
    if (after == x_.end() || x - *(after - 1) <= *after - x)
        return static_cast<size_t>(after - x_.begin()) - 1;
    return static_cast<size_t>(after - x_.begin());
}

} // namespace unimo::plots
