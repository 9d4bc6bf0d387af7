// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/base/threads.h"
#include "core/maps/layout.h"
#include "core/maps/neighbours.h"
#include "core/maps/umap_descent.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>

namespace unimo::maps {
namespace {

constexpr float kStartSize = 10; ///< of the longer side, as umap-learn scales what it begins with
constexpr auto kReportEvery = std::chrono::milliseconds(100);

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

/// How much each of a row's neighbours belongs to it.
std::vector<float> membershipsOf(const std::vector<std::pair<int32_t, float>>& own, float least)
{
    float nearest = 0;
    for (const auto& [other, distance] : own)
        if (distance > 0) {
            nearest = distance;
            break;
        }
    const double target = std::log2(static_cast<double>(own.size() + 1));
    const float width = widthOf(own, nearest, target, least);
    std::vector<float> memberships;
    for (const auto& [other, distance] : own)
        memberships.push_back(std::exp(-std::max(0.0F, distance - nearest) / width));
    return memberships;
}

/// The fuzzy graph: an edge is there if either end says so. Ordered by both ends.
std::vector<UmapEdge> graphOf(const Neighbours& neighbours)
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
    std::vector<std::vector<float>> memberships(neighbours.size());
    constexpr size_t kAtOnce = 1024;
    parallelFor(static_cast<int64_t>((neighbours.size() + kAtOnce - 1) / kAtOnce), 0,
                [&](int64_t block) {
                    const size_t first = static_cast<size_t>(block) * kAtOnce;
                    for (size_t i = first; i < std::min(neighbours.size(), first + kAtOnce); ++i)
                        memberships[i] = membershipsOf(neighbours[i], least);
                });
    std::vector<UmapEdge> edges;
    edges.reserve(count);
    for (size_t i = 0; i < neighbours.size(); ++i)
        for (size_t n = 0; n < neighbours[i].size(); ++n) {
            const auto [a, b] = std::minmax({static_cast<int32_t>(i), neighbours[i][n].first});
            edges.push_back({a, b, memberships[i][n]});
        }
    std::sort(edges.begin(), edges.end(), [](const UmapEdge& a, const UmapEdge& b) {
        return std::tie(a.from, a.to, a.weight) < std::tie(b.from, b.to, b.weight);
    });
    size_t kept = 0;
    for (const UmapEdge& edge : edges) {
        UmapEdge* last = kept > 0 ? &edges[kept - 1] : nullptr;
        if (last && last->from == edge.from && last->to == edge.to) // each end says so
            last->weight += edge.weight - last->weight * edge.weight;
        else
            edges[kept++] = edge;
    }
    edges.resize(kept);
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
    UmapDescent descent(graphOf(*neighbours), places, epochs, options.negatives, options.seed);
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
