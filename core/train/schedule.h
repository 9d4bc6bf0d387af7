// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace unimo::train {

/// Decides when a run ends and how fast it learns. A run is bounded by steps, by time, or by
/// whichever comes first.
struct Schedule
{
    /// Epochs 24 and 32 of 40 (unimo.md 4.4).
    static constexpr double kFirstDrop = 0.6, kSecondDrop = 0.8;

    int64_t steps = 0;  ///< 0: no bound
    double seconds = 0; ///< 0: no bound
    double warmup = 0.06;
    double finalShare = 0.01;
    /// Linear: up to the peak, then down to the final share. Official: as Paddle's
    /// linear_warmup_decay, whose way down counts from the run's first step and so begins below the
    /// peak (unimo.md 4.1). Steps: a tenth after each of the drops (unimo.md 4.4).
    enum class Form { Linear, Official, Steps } form = Form::Linear;

    /// How much of the run lies behind, 0-1.
    [[nodiscard]] double progress(int64_t step, double elapsedSeconds) const
    {
        const double bySteps =
            steps > 0 ? static_cast<double>(step) / static_cast<double>(steps) : 0;
        const double byTime = seconds > 0 ? elapsedSeconds / seconds : 0;
        return std::min(1.0, std::max(bySteps, byTime));
    }
    [[nodiscard]] bool finished(int64_t step, double elapsedSeconds) const
    {
        return progress(step, elapsedSeconds) >= 1.0;
    }
    /// A factor of the peak, after a linear warm-up.
    [[nodiscard]] double rateFactor(double progressNow) const
    {
        if (progressNow < warmup)
            return progressNow / warmup;
        if (form == Form::Official)
            return std::max(0.0, 1.0 - progressNow);
        if (form == Form::Steps)
            return progressNow < kFirstDrop ? 1.0 : progressNow < kSecondDrop ? 0.1 : 0.01;
        const double left = (1.0 - progressNow) / std::max(1e-9, 1.0 - warmup);
        return finalShare + (1.0 - finalShare) * left;
    }
    /// Seconds to the end at the present speed, -1 when unknown.
    [[nodiscard]] double remaining(int64_t step, double elapsedSeconds) const
    {
        const double now = progress(step, elapsedSeconds);
        return now <= 0 ? -1 : elapsedSeconds * (1.0 - now) / now;
    }
};

} // namespace unimo::train
