// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/umap_descent.h"

#include "core/base/random.h"
#include "core/base/threads.h"
#include "core/base/vector_clones.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace unimo::maps {
namespace {

/// The curve 1 / (1 + a d^(2 b)) that is nearest to min_dist 0.1 and spread 1 (umap-learn's
/// find_ab_params).
constexpr float kA = 1.576943460405378F;
constexpr float kB = 0.8950608781227859F;
constexpr float kGradientLimit = 4;
constexpr size_t kLanes = 16;
constexpr int64_t kAtOnce = 512; ///< points that a thread takes

/// x^b for positive, usual x, five digits: by log2 and exp2 as polynomials of what is left when
/// whole powers are taken out (Chebyshev fits on [0, 1]). No call, so that loops become vectors.
inline float powerB(float x)
{
    const auto bits = std::bit_cast<uint32_t>(x);
    const float m = std::bit_cast<float>((bits & 0x007fffffU) | 0x3f800000U) - 1;
    const float whole = static_cast<float>(static_cast<int32_t>(bits >> 23) - 127);
    const float logarithm =
        whole + 2.12374089e-06F +
        m * (1.44247531F +
             m * (-0.717557872F +
                  m * (0.455527088F +
                       m * (-0.274623258F + m * (0.119298238F + m * -0.0251232033F)))));
    const float power = kB * logarithm + 127;
    const auto floor = static_cast<int32_t>(power);
    const float f = power - static_cast<float>(floor);
    const float rest =
        1.0000036F + f * (0.69296955F + f * (0.24162132F + f * (0.05171774F + f * 0.01368398F)));
    return rest * std::bit_cast<float>(static_cast<uint32_t>(floor) << 23);
}

inline float limited(float gradient)
{
    return std::min(std::max(gradient, -kGradientLimit), kGradientLimit);
}

/// Well mixed bits (Mueller's and Wellons's integer hash).
inline uint32_t mixed(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7feb352dU;
    x ^= x >> 15;
    x *= 0x846ca68bU;
    return x ^ x >> 16;
}

/// What `samples` random points push one away by.
UNIMO_VECTOR_CLONES
Point pushedAway(Point at, const Point* places, uint32_t count, uint32_t seed, uint32_t samples)
{
    float x[kLanes] = {}, y[kLanes] = {};
    for (uint32_t first = 0; first < samples; first += static_cast<uint32_t>(kLanes))
        for (uint32_t lane = 0; lane < kLanes; ++lane) {
            const uint64_t random = mixed(seed + first + lane);
            const Point& other = places[random * count >> 32];
            const float dx = at.x - other.x, dy = at.y - other.y, squared = dx * dx + dy * dy;
            const float factor =
                2 * kB / ((0.001F + squared) * (kA * powerB(std::max(squared, 1e-12F)) + 1));
            const float counts = first + lane < samples ? 1.F : 0.F;
            x[lane] += counts * limited(factor * dx); // nothing from itself: both are zero
            y[lane] += counts * limited(factor * dy);
        }
    return {std::accumulate(x, x + kLanes, 0.F), std::accumulate(y, y + kLanes, 0.F)};
}

} // namespace

UmapDescent::UmapDescent(const std::vector<UmapEdge>& edges, std::vector<Point>& places, int epochs,
                         int negatives, uint64_t seed)
    : places_(places), epochs_(epochs), negatives_(negatives), seed_(seed),
      first_(places.size() + 1)
{
    float strongest = 0;
    for (const UmapEdge& edge : edges)
        strongest = std::max(strongest, edge.weight);
    // Edges too weak to be taken once are left out.
    const auto taken = [&](const UmapEdge& edge) {
        return edge.weight >= strongest / static_cast<float>(epochs_);
    };
    for (const UmapEdge& edge : edges)
        if (taken(edge)) {
            ++first_[static_cast<size_t>(edge.from) + 1];
            ++first_[static_cast<size_t>(edge.to) + 1];
        }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    other_.resize(first_.back());
    every_.resize(first_.back());
    std::vector<size_t> end(first_.begin(), first_.end() - 1);
    for (const UmapEdge& edge : edges)
        if (taken(edge))
            for (const auto& [own, other] : {std::pair(edge.from, edge.to), {edge.to, edge.from}}) {
                const size_t place = end[static_cast<size_t>(own)]++;
                other_[place] = other;
                every_[place] = strongest / edge.weight;
            }
    next_ = every_;
}

Point UmapDescent::moved(size_t point, float now, float rate, uint32_t seed)
{
    Point at = before_[point];
    uint32_t due = 0;
    for (size_t e = first_[point]; e < first_[point + 1]; ++e) {
        if (next_[e] > now)
            continue;
        next_[e] += every_[e];
        ++due;
        const Point& other = before_[static_cast<size_t>(other_[e])];
        const float dx = at.x - other.x, dy = at.y - other.y, squared = dx * dx + dy * dy;
        if (squared <= 0)
            continue;
        const float power = powerB(squared);
        const float factor = -2 * kA * kB * power / (squared * (kA * power + 1));
        at.x += limited(factor * dx) * rate;
        at.y += limited(factor * dy) * rate;
    }
    const Point away = pushedAway(at, before_.data(), static_cast<uint32_t>(before_.size()), seed,
                                  due * static_cast<uint32_t>(negatives_));
    return {at.x + away.x * rate, at.y + away.y * rate};
}

void UmapDescent::epoch(int number)
{
    const float rate = 1 - static_cast<float>(number) / static_cast<float>(epochs_);
    const auto seed = static_cast<uint32_t>(mixSeed({seed_, static_cast<uint64_t>(number)}));
    before_ = places_;
    const auto count = static_cast<int64_t>(places_.size());
    parallelFor((count + kAtOnce - 1) / kAtOnce, 0, [&](int64_t block) {
        for (int64_t i = block * kAtOnce; i < std::min(count, (block + 1) * kAtOnce); ++i)
            places_[static_cast<size_t>(i)] =
                moved(static_cast<size_t>(i), static_cast<float>(number), rate,
                      mixed(seed ^ static_cast<uint32_t>(i)));
    });
}

} // namespace unimo::maps
