// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/tsne_gradient.h"

#include "core/base/threads.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::maps {
namespace {

constexpr int kLevels = 16;       ///< of the tree: 65,536 cells a side
constexpr int64_t kAtOnce = 1024; ///< points that a thread takes

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

uint32_t spread(uint32_t v)
{
    v = (v | v << 8) & 0x00ff00ff;
    v = (v | v << 4) & 0x0f0f0f0f;
    v = (v | v << 2) & 0x33333333;
    return (v | v << 1) & 0x55555555;
}

/// Cells of a quadtree, each before those within it, so that one index walks through them.
class Cells
{
public:
    explicit Cells(std::span<const Point> places) : places_(places), order_(places.size())
    {
        float left = INFINITY, bottom = INFINITY, right = -INFINITY, top = -INFINITY;
        for (const Point& at : places) {
            left = std::min(left, at.x);
            right = std::max(right, at.x);
            bottom = std::min(bottom, at.y);
            top = std::max(top, at.y);
        }
        side_ = std::max({right - left, top - bottom, 1e-20F});
        code_.resize(places.size());
        const float steps = static_cast<float>((1 << kLevels) - 1) / side_;
        for (size_t i = 0; i < places.size(); ++i)
            code_[i] = spread(static_cast<uint32_t>((places[i].x - left) * steps)) |
                       spread(static_cast<uint32_t>((places[i].y - bottom) * steps)) << 1;
        std::iota(order_.begin(), order_.end(), 0U);
        std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
            return std::pair(code_[a], a) < std::pair(code_[b], b);
        });
        cells_.reserve(places.size() * 2);
        add(0, order_.size(), 0);
    }

    /// Points by where they lie: neighbours one after the other.
    [[nodiscard]] const std::vector<uint32_t>& order() const { return order_; }

    /// What pushes a point away, not yet divided by the sum of all similarities; returns the
    /// point's part of that sum, itself among it.
    double repulsion(const Point& at, float theta, double& x, double& y) const
    {
        double sum = 0;
        x = y = 0;
        for (size_t c = 0; c < cells_.size();) {
            const Cell& cell = cells_[c];
            const float dx = at.x - cell.x, dy = at.y - cell.y, squared = dx * dx + dy * dy;
            if (!cell.leaf && cell.side * cell.side >= theta * theta * squared) {
                ++c;
                continue;
            }
            const float q = 1 / (1 + squared);
            const float weight = cell.mass * q;
            sum += static_cast<double>(weight);
            x += static_cast<double>(weight * q * dx);
            y += static_cast<double>(weight * q * dy);
            c = cell.next;
        }
        return sum;
    }

private:
    struct Cell
    {
        float x, y, mass, side; ///< centre of mass, points, width
        uint32_t next;          ///< after all that lies within
        bool leaf;
    };

    void add(size_t first, size_t end, int level)
    {
        // A cell with one part only is that part.
        const auto part = [&](size_t i) {
            return code_[order_[i]] >> 2 * (kLevels - 1 - level) & 3;
        };
        while (level < kLevels && end - first > 1 && part(first) == part(end - 1))
            ++level;
        const size_t own = cells_.size();
        const bool leaf = level == kLevels || end - first == 1;
        double x = 0, y = 0;
        for (size_t i = first; i < end; ++i) {
            x += static_cast<double>(places_[order_[i]].x);
            y += static_cast<double>(places_[order_[i]].y);
        }
        const auto mass = static_cast<double>(end - first);
        cells_.push_back({static_cast<float>(x / mass), static_cast<float>(y / mass),
                          static_cast<float>(mass), std::ldexp(side_, -level), 0, leaf});
        if (!leaf)
            for (size_t i = first; i < end;) {
                size_t past = i;
                while (past < end && part(past) == part(i))
                    ++past;
                add(i, past, level + 1);
                i = past;
            }
        cells_[own].next = static_cast<uint32_t>(cells_.size());
    }

    std::span<const Point> places_;
    std::vector<uint32_t> order_, code_;
    std::vector<Cell> cells_;
    float side_ = 1;
};

} // namespace

Affinities affinitiesOf(const Neighbours& neighbours, double perplexity)
{
    const size_t count = neighbours.size();
    std::vector<std::vector<std::pair<int32_t, double>>> rows(count);
    for (size_t i = 0; i < count; ++i) {
        const auto p = conditional(neighbours[i], perplexity);
        for (size_t n = 0; n < p.size(); ++n) {
            const int32_t other = neighbours[i][n].first;
            const double half = p[n] / (2 * static_cast<double>(count));
            rows[i].emplace_back(other, half);
            rows[static_cast<size_t>(other)].emplace_back(static_cast<int32_t>(i), half);
        }
    }
    Affinities affinities;
    affinities.first.push_back(0);
    for (auto& row : rows) {
        std::sort(row.begin(), row.end());
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
        double x, y;               ///< that push away
        double towardsX, towardsY; ///< that draw near
        double sum;
    };
    std::vector<Forces> forces(count);
    const Cells cells(places);
    const auto one = [&](size_t i) {
        Forces& own = forces[i];
        own.sum = cells.repulsion(places[i], theta, own.x, own.y);
        own.towardsX = own.towardsY = 0;
        for (size_t n = affinities.first[i]; n < affinities.first[i + 1]; ++n) {
            const Point& other = places[static_cast<size_t>(affinities.other[n])];
            const float dx = places[i].x - other.x, dy = places[i].y - other.y;
            const float weight = affinities.p[n] / (1 + dx * dx + dy * dy);
            own.towardsX += static_cast<double>(weight * dx);
            own.towardsY += static_cast<double>(weight * dy);
        }
    };
    const auto total = static_cast<int64_t>(count);
    parallelFor((total + kAtOnce - 1) / kAtOnce, 0, [&](int64_t block) {
        const int64_t end = std::min(total, (block + 1) * kAtOnce);
        for (int64_t i = block * kAtOnce; i < end; ++i)
            one(cells.order()[static_cast<size_t>(i)]);
    });
    double sum = -static_cast<double>(count); // each point counted itself as one
    for (const Forces& own : forces)
        sum += own.sum;
    sum = std::max(sum, 1e-12);
    std::vector<Point> gradient(count);
    const auto more = static_cast<double>(exaggeration);
    for (size_t i = 0; i < count; ++i)
        gradient[i] = {static_cast<float>(more * forces[i].towardsX - forces[i].x / sum),
                       static_cast<float>(more * forces[i].towardsY - forces[i].y / sum)};
    return gradient;
}

} // namespace unimo::maps
