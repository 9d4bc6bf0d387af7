// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace unimo::plots {

/// How a curve is smoothed. `weight` is the slider of both kinds, 0 (off) to 0.999.
struct Smoothing
{
    enum class Kind {
        ExponentialAverage, ///< debiased: the first points are not drawn towards zero
        RunningMean         ///< over the last 1 / (1 - weight) points
    };
    Kind kind = Kind::ExponentialAverage;
    double weight = 0;

    [[nodiscard]] bool on() const { return weight > 0; }
    [[nodiscard]] size_t window() const;
    bool operator==(const Smoothing&) const = default;
};

inline constexpr double kLargestSmoothing = 0.999;

/// Smooths a growing series point by point. Values that are not finite pass through and leave the
/// average as it was.
class Smoother
{
public:
    explicit Smoother(Smoothing smoothing) : smoothing_(smoothing) {}

    /// Appends smoothed values for values[smoothed.size()...].
    void extend(const std::vector<float>& values, std::vector<float>& smoothed);

private:
    float exponential(float value);
    float mean(float value, const std::vector<float>& values, size_t index);

    Smoothing smoothing_;
    double average_ = 0;
    double bias_ = 1; ///< what the start at zero still weighs
    double sum_ = 0;  ///< of the finite values in the window
    size_t count_ = 0;
};

} // namespace unimo::plots
