// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/maps/layout.h"
#include "core/maps/tsne_gradient.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace unimo::maps {
namespace {

// openTSNE's constants (Belkina et al. 2019; Kobak, Berens 2019).
constexpr float kExaggeration = 12;
constexpr int kExaggerated = 250; ///< rounds
constexpr float kTheta = 0.5F;
constexpr float kStartDeviation = 1e-4F;
constexpr float kLeastRate = 200;
constexpr float kLongestStep = 5;
constexpr float kLeastGain = 0.01F;
constexpr auto kReportEvery = std::chrono::milliseconds(100);

/// Around the middle and as small as wanted, with a little noise where points lie on each other.
std::vector<Point> startPlaces(std::vector<Point> places, Random& random)
{
    double x = 0, y = 0, squares = 0;
    const auto count = static_cast<double>(places.size());
    for (const Point& place : places) {
        x += static_cast<double>(place.x) / count;
        y += static_cast<double>(place.y) / count;
    }
    for (const Point& place : places)
        squares += std::pow(static_cast<double>(place.x) - x, 2) / count;
    const double scale =
        squares > 0 ? static_cast<double>(kStartDeviation) / std::sqrt(squares) : 1;
    const auto moved = [&](float value, double middle) {
        return static_cast<float>((static_cast<double>(value) - middle) * scale +
                                  static_cast<double>(kStartDeviation) * random.uniform(-.01, .01));
    };
    for (Point& place : places)
        place = {moved(place.x, x), moved(place.y, y)};
    return places;
}

/// Gradient descent with momentum and a gain for each coordinate, which grows while it goes on in
/// one direction (Jacobs 1988).
class Descent
{
public:
    explicit Descent(size_t count)
        : rate_(std::max(kLeastRate, static_cast<float>(count) / kExaggeration)), step_(count),
          gain_(count, Point{1, 1})
    {
    }

    void move(std::vector<Point>& places, const std::vector<Point>& gradient, float momentum)
    {
        for (size_t i = 0; i < places.size(); ++i) {
            along(step_[i].x, gain_[i].x, gradient[i].x, momentum);
            along(step_[i].y, gain_[i].y, gradient[i].y, momentum);
            if (const float length = std::hypot(step_[i].x, step_[i].y); length > kLongestStep) {
                step_[i].x *= kLongestStep / length;
                step_[i].y *= kLongestStep / length;
            }
            places[i].x += step_[i].x;
            places[i].y += step_[i].y;
        }
    }

private:
    void along(float& step, float& gain, float gradient, float momentum) const
    {
        gain = (gradient > 0) != (step > 0) ? gain + 0.2F : std::max(gain * 0.8F, kLeastGain);
        step = momentum * step - rate_ * gain * gradient;
    }

    float rate_;
    std::vector<Point> step_, gain_;
};

} // namespace

Result<std::vector<Point>> tsne(std::span<const float> vectors, int dim, const TsneOptions& options,
                                const std::vector<Point>& start, const LayoutProgress& progress,
                                const std::stop_token& stop)
{
    const auto count = static_cast<int>(vectors.size() / static_cast<size_t>(dim));
    Random random(options.seed);
    std::vector<Point> places = startPlaces(
        start.size() == static_cast<size_t>(count) ? start : principalComponents(vectors, dim),
        random);
    if (count < 3)
        return places;
    // A perplexity needs three times as many neighbours.
    const double perplexity = std::min(options.perplexity, (count - 1) / 3.0);
    auto neighbours =
        neighboursOf(vectors, dim, std::min(count - 1, static_cast<int>(3 * perplexity)));
    if (!neighbours)
        return neighbours.error();
    const Affinities affinities = affinitiesOf(*neighbours, perplexity);
    Descent descent(static_cast<size_t>(count));
    auto reported = std::chrono::steady_clock::now();
    for (int round = 0; round < options.rounds; ++round) {
        if (stop.stop_requested())
            return JobControl::cancelled("The map");
        const bool early = round < kExaggerated;
        descent.move(places, tsneGradient(affinities, places, early ? kExaggeration : 1, kTheta),
                     early ? 0.5F : 0.8F);
        const auto now = std::chrono::steady_clock::now();
        if (progress && now - reported > kReportEvery) {
            reported = now;
            progress(places, round + 1, options.rounds);
        }
    }
    return places;
}

} // namespace unimo::maps
