// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/maps/layout.h"
#include "core/maps/neighbours.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <unordered_map>

namespace unimo::maps {
namespace {

/// The curve 1 / (1 + a d^(2 b)) that is nearest to min_dist 0.1 and spread 1 (umap-learn's
/// find_ab_params).
constexpr float kA = 1.576943460405378F;
constexpr float kB = 0.8950608781227859F;
constexpr float kGradientLimit = 4;
constexpr float kStartSize = 10; ///< of the longer side, as umap-learn scales what it begins with
constexpr auto kReportEvery = std::chrono::milliseconds(100);

struct Edge
{
    int32_t from;
    int32_t to;
    float weight;
};

/// The width at which the memberships of a point's neighbours add up to log2(neighbours)
/// (umap-learn, smooth_knn_dist).
float widthOf(const std::vector<std::pair<int32_t, float>>& neighbours, float nearest,
              double target, float least)
{
    double low = 0, high = INFINITY, width = 1;
    for (int i = 0; i < 64; ++i) {
        double sum = 0;
        for (const auto& [other, distance] : neighbours)
            sum += std::exp(-std::max(0.0F, distance - nearest) / width);
        if (std::abs(sum - target) < 1e-5)
            break;
        if (sum > target) {
            high = width;
            width = (low + high) / 2;
        } else {
            low = width;
            width = std::isinf(high) ? width * 2 : (low + high) / 2;
        }
    }
    return std::max(static_cast<float>(width), least);
}

/// The fuzzy graph: an edge is there if either end says so.
std::vector<Edge> graphOf(const Neighbours& neighbours)
{
    double sum = 0;
    size_t count = 0;
    for (const auto& own : neighbours)
        for (const auto& [other, distance] : own) {
            sum += static_cast<double>(distance);
            ++count;
        }
    const auto least =
        static_cast<float>(1e-3 * sum / static_cast<double>(std::max<size_t>(count, 1)));
    std::unordered_map<uint64_t, std::pair<float, float>> both; // membership seen from either end
    both.reserve(count);
    for (size_t i = 0; i < neighbours.size(); ++i) {
        const auto& own = neighbours[i];
        float nearest = 0;
        for (const auto& [other, distance] : own)
            if (distance > 0) {
                nearest = distance;
                break;
            }
        const double target = std::log2(static_cast<double>(own.size() + 1));
        const float width = widthOf(own, nearest, target, least);
        for (const auto& [other, distance] : own) {
            const float membership = std::exp(-std::max(0.0F, distance - nearest) / width);
            const auto a = static_cast<uint64_t>(std::min<int64_t>(static_cast<int64_t>(i), other));
            const auto b = static_cast<uint64_t>(std::max<int64_t>(static_cast<int64_t>(i), other));
            auto& pair = both[a << 32 | b];
            (a == i ? pair.first : pair.second) = membership;
        }
    }
    std::vector<Edge> edges;
    edges.reserve(both.size());
    for (const auto& [key, pair] : both) {
        const float weight = pair.first + pair.second - pair.first * pair.second;
        edges.push_back(
            {static_cast<int32_t>(key >> 32), static_cast<int32_t>(key & 0xffffffff), weight});
    }
    // A hash table has no order of its own; the map must not depend on it.
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
        return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    });
    return edges;
}

/// Scaled to umap-learn's size, with a little noise where points lie on each other.
std::vector<Point> startPlaces(std::vector<Point> places, Random& random)
{
    float least[] = {INFINITY, INFINITY}, most[] = {-INFINITY, -INFINITY};
    for (const Point& place : places) {
        least[0] = std::min(least[0], place.x);
        least[1] = std::min(least[1], place.y);
        most[0] = std::max(most[0], place.x);
        most[1] = std::max(most[1], place.y);
    }
    const float size = std::max(most[0] - least[0], most[1] - least[1]);
    const float scale = size > 0 ? kStartSize / size : 1;
    for (Point& place : places)
        place = {(place.x - least[0]) * scale + static_cast<float>(random.uniform(-1e-3, 1e-3)),
                 (place.y - least[1]) * scale + static_cast<float>(random.uniform(-1e-3, 1e-3))};
    return places;
}

float limited(float gradient)
{
    return std::clamp(gradient, -kGradientLimit, kGradientLimit);
}

/// Stochastic descent over the edges; an edge is taken the more often the stronger it is.
class Descent
{
public:
    Descent(std::vector<Edge> edges, std::vector<Point>& places, const UmapOptions& options,
            int epochs, Random& random)
        : edges_(std::move(edges)), places_(places), options_(options), epochs_(epochs),
          random_(random), next_(edges_.size())
    {
        float strongest = 0;
        for (const Edge& edge : edges_)
            strongest = std::max(strongest, edge.weight);
        // Edges too weak to be taken once are left out.
        std::erase_if(edges_, [&](const Edge& edge) {
            return edge.weight < strongest / static_cast<float>(epochs_);
        });
        next_.resize(edges_.size());
        for (size_t e = 0; e < edges_.size(); ++e) {
            edges_[e].weight = strongest / edges_[e].weight; // epochs between two takes
            next_[e] = edges_[e].weight;
        }
    }

    void epoch(int number)
    {
        const float rate = 1 - static_cast<float>(number) / static_cast<float>(epochs_);
        for (size_t e = 0; e < edges_.size(); ++e) {
            if (next_[e] > static_cast<float>(number))
                continue;
            next_[e] += edges_[e].weight;
            attract(edges_[e], rate);
            for (int n = 0; n < options_.negatives; ++n) {
                repel(edges_[e].from, rate);
                repel(edges_[e].to, rate);
            }
        }
    }

private:
    void attract(const Edge& edge, float rate)
    {
        Point& a = places_[static_cast<size_t>(edge.from)];
        Point& b = places_[static_cast<size_t>(edge.to)];
        const float x = a.x - b.x, y = a.y - b.y, squared = x * x + y * y;
        if (squared <= 0)
            return;
        const float power = std::pow(squared, kB);
        const float factor = -2 * kA * kB * power / squared / (kA * power + 1);
        const float dx = limited(factor * x) * rate, dy = limited(factor * y) * rate;
        a.x += dx;
        a.y += dy;
        b.x -= dx;
        b.y -= dy;
    }

    void repel(int32_t index, float rate)
    {
        Point& a = places_[static_cast<size_t>(index)];
        const Point& b =
            places_[static_cast<size_t>(random_.below(static_cast<int64_t>(places_.size())))];
        const float x = a.x - b.x, y = a.y - b.y, squared = x * x + y * y;
        if (squared <= 0)
            return;
        const float factor = 2 * kB / ((0.001F + squared) * (kA * std::pow(squared, kB) + 1));
        a.x += limited(factor * x) * rate;
        a.y += limited(factor * y) * rate;
    }

    std::vector<Edge> edges_;
    std::vector<Point>& places_;
    const UmapOptions& options_;
    int epochs_;
    Random& random_;
    std::vector<float> next_; ///< the epoch in which an edge is taken next
};

} // namespace

Result<std::vector<Point>> umap(std::span<const float> vectors, int dim, const UmapOptions& options,
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
    auto neighbours = neighboursOf(vectors, dim, std::min(options.neighbours, count) - 1);
    if (!neighbours)
        return neighbours.error();
    const int epochs = options.epochs > 0 ? options.epochs : count <= 10'000 ? 500 : 200;
    Descent descent(graphOf(*neighbours), places, options, epochs, random);
    auto reported = std::chrono::steady_clock::now();
    for (int epoch = 0; epoch < epochs; ++epoch) {
        if (stop.stop_requested())
            return JobControl::cancelled("The map");
        descent.epoch(epoch);
        const auto now = std::chrono::steady_clock::now();
        if (progress && now - reported > kReportEvery) {
            reported = now;
            progress(places, epoch + 1, epochs);
        }
    }
    return places;
}

} // namespace unimo::maps
