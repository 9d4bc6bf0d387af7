// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/smoothing.h"

#include <algorithm>
#include <cmath>

namespace unimo::plots {
namespace {
constexpr double kNegligibleBias = 1e-18; ///< smaller ones change no digit, and denormals are slow
}

size_t Smoothing::window() const
{
    const double clamped = std::clamp(weight, 0.0, kLargestSmoothing);
    return static_cast<size_t>(std::lround(1 / (1 - clamped)));
}

void Smoother::extend(const std::vector<float>& values, std::vector<float>& smoothed)
{
    for (size_t i = smoothed.size(); i < values.size(); ++i)
        smoothed.push_back(smoothing_.kind == Smoothing::Kind::ExponentialAverage
                               ? exponential(values[i])
                               : mean(values[i], values, i));
}

float Smoother::exponential(float value)
{
    if (!std::isfinite(value))
        return value;
    const double weight = std::clamp(smoothing_.weight, 0.0, kLargestSmoothing);
    average_ = weight * average_ + (1 - weight) * value;
    bias_ = bias_ > kNegligibleBias ? bias_ * weight : 0;
    return static_cast<float>(average_ / (1 - bias_));
}

float Smoother::mean(float value, const std::vector<float>& values, size_t index)
{
    const size_t window = smoothing_.window();
    if (index >= window && std::isfinite(values[index - window])) {
        sum_ -= values[index - window];
        --count_;
    }
    if (!std::isfinite(value))
        return value;
    sum_ += value;
    ++count_;
    return static_cast<float>(sum_ / static_cast<double>(count_));
}

} // namespace unimo::plots
