// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/tsne_gradient.h"

#include "core/base/threads.h"
#include "core/base/vector_clones.h"
#include "core/maps/tsne_tree.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::maps {
namespace {

constexpr int64_t kRowsAtOnce = 1024; ///< that a thread takes
constexpr int64_t kGroupsAtOnce = 32; ///< of points

/// The conditional probabilities of one row's neighbours.
std::vector<double> conditional(const std::vector<std::pair<int32_t, float>>& neighbours,
                                double perplexity)
{
    std::vector<double> p(neighbours.size());
    if (p.empty())
        return p;
    const double target = std::log(std::min(perplexity, static_cast<double>(p.size())));
    // 1 - cosine is half the squared distance on the sphere; the nearest one is taken off, so that
    // not all are too small to be told from zero.
    const auto nearest = static_cast<double>(neighbours.front().second);
    double low = 0, high = INFINITY, beta = 1;
    for (int i = 0; i < 100; ++i) {
        double sum = 0, weighted = 0;
        for (size_t n = 0; n < p.size(); ++n) {
            const double squared = 2 * (static_cast<double>(neighbours[n].second) - nearest);
            p[n] = std::exp(-beta * squared);
            sum += p[n];
            weighted += p[n] * squared;
        }
        const double entropy = std::log(sum) + beta * weighted / sum;
        for (double& share : p)
            share /= sum;
        if (std::abs(entropy - target) < 1e-6)
            break;
        if (entropy > target) {
            low = beta;
            beta = std::isinf(high) ? beta * 2 : (low + high) / 2;
        } else {
            high = beta;
            beta = (low + high) / 2;
        }
    }
    return p;
}

/// What draws a point near: the sum over its neighbours, by lanes.
UNIMO_VECTOR_CLONES
Point drawnNear(const Point& at, const Point* places, const int32_t* other, const float* p,
                size_t count)
{
    constexpr size_t kLanes = 16;
    float x[kLanes] = {}, y[kLanes] = {};
    const auto add = [&](size_t n, size_t lane) {
        const Point& near = places[other[n]];
        const float dx = at.x - near.x, dy = at.y - near.y;
        const float weight = p[n] / (1 + dx * dx + dy * dy);
        x[lane] += weight * dx;
        y[lane] += weight * dy;
    };
    size_t n = 0;
    for (; n + kLanes <= count; n += kLanes)
        for (size_t lane = 0; lane < kLanes; ++lane)
            add(n + lane, lane);
    for (; n < count; ++n)
        add(n, 0);
    return {std::accumulate(x, x + kLanes, 0.F), std::accumulate(y, y + kLanes, 0.F)};
}

} // namespace

Affinities affinitiesOf(const Neighbours& neighbours, double perplexity)
{
    const size_t count = neighbours.size();
    const auto inBlocks = [&](const auto& body) {
        const auto rows = static_cast<int64_t>(count);
        parallelFor((rows + kRowsAtOnce - 1) / kRowsAtOnce, 0, [&](int64_t block) {
            for (int64_t i = block * kRowsAtOnce; i < std::min(rows, (block + 1) * kRowsAtOnce);
                 ++i)
                body(static_cast<size_t>(i));
        });
    };
    std::vector<std::vector<double>> shares(count);
    inBlocks([&](size_t i) { shares[i] = conditional(neighbours[i], perplexity); });
    std::vector<std::vector<std::pair<int32_t, double>>> rows(count);
    for (size_t i = 0; i < count; ++i)
        for (size_t n = 0; n < shares[i].size(); ++n) {
            const int32_t other = neighbours[i][n].first;
            const double half = shares[i][n] / (2 * static_cast<double>(count));
            rows[i].emplace_back(other, half);
            rows[static_cast<size_t>(other)].emplace_back(static_cast<int32_t>(i), half);
        }
    inBlocks([&](size_t i) { std::sort(rows[i].begin(), rows[i].end()); });
    Affinities affinities;
    affinities.first.push_back(0);
    for (const auto& row : rows) {
        for (size_t n = 0; n < row.size(); ++n) {
            const bool both = n > 0 && row[n].first == row[n - 1].first; // each names the other
            if (both) {
                affinities.p.back() += static_cast<float>(row[n].second);
                continue;
            }
            affinities.other.push_back(row[n].first);
            affinities.p.push_back(static_cast<float>(row[n].second));
        }
        affinities.first.push_back(affinities.other.size());
    }
    return affinities;
}

std::vector<Point> tsneGradient(const Affinities& affinities, std::span<const Point> places,
                                float exaggeration, float theta)
{
    const size_t count = places.size();
    if (count == 0)
        return {};
    struct Forces
    {
        Point away, near;
        float sum = 0;
    };
    std::vector<Forces> forces(count);
    const TsneTree tree(places);
    const auto& groups = tree.groups();
    const auto total = static_cast<int64_t>(groups.size());
    parallelFor((total + kGroupsAtOnce - 1) / kGroupsAtOnce, 0, [&](int64_t block) {
        TsneTree::Bodies bodies;
        Repulsion pushed;
        for (int64_t g = block * kGroupsAtOnce; g < std::min(total, (block + 1) * kGroupsAtOnce);
             ++g) {
            const PointGroup& group = groups[static_cast<size_t>(g)];
            tree.repel(group, theta, bodies, pushed);
            for (size_t lane = 0; lane < group.count; ++lane) {
                const size_t i = tree.order()[group.first + lane];
                const size_t first = affinities.first[i];
                forces[i] = {{pushed.x[lane], pushed.y[lane]},
                             drawnNear(places[i], places.data(), affinities.other.data() + first,
                                       affinities.p.data() + first,
                                       affinities.first[i + 1] - first),
                             pushed.sum[lane]};
            }
        }
    });
    double sum = -static_cast<double>(count); // each point counted itself as one
    for (const Forces& own : forces)
        sum += static_cast<double>(own.sum);
    const auto share = static_cast<float>(1 / std::max(sum, 1e-12));
    std::vector<Point> gradient(count);
    for (size_t i = 0; i < count; ++i)
        gradient[i] = {exaggeration * forces[i].near.x - forces[i].away.x * share,
                       exaggeration * forces[i].near.y - forces[i].away.y * share};
    return gradient;
}

} // namespace unimo::maps
