// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/curve_series.h"

#include <cstdint>
#include <vector>

namespace unimo::plots {

/// What the band of a group spans around its mean.
enum class Band {
    Range,    ///< the lowest to the highest run
    Deviation ///< the mean less and plus the standard deviation (n - 1)
};

/// Several runs of one tag as one curve: at every step that any of them recorded, the mean of those
/// that are under way there, and a band. A run counts from its first step to its last, in between
/// its points by linear interpolation, and not where its value is not finite. Over relative time a
/// step stands at the runs' mean time since their first points.
class GroupSeries
{
public:
    /// Computes everything anew, in time proportional to the number of steps times that of runs.
    void rebuild(const std::vector<const CurveSeries*>& runs, Band band);
    void setSmoothing(Smoothing smoothing);
    void setXAxis(XAxis axis);

    // Three curves over the same steps; low and high are smoothed as the mean is, so they hold it.
    [[nodiscard]] const CurveSeries& mean() const { return mean_; }
    [[nodiscard]] const CurveSeries& low() const { return low_; }
    [[nodiscard]] const CurveSeries& high() const { return high_; }
    /// How many runs the i-th point is of.
    [[nodiscard]] uint32_t runs(size_t i) const { return counts_[i]; }

private:
    CurveSeries mean_;
    CurveSeries low_;
    CurveSeries high_;
    std::vector<uint32_t> counts_;
};

} // namespace unimo::plots
