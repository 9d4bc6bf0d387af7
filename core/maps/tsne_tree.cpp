// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/tsne_tree.h"

#include "core/base/vector_clones.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::maps {
namespace {

constexpr int kLevels = 16;         ///< of the tree: 65,536 cells a side
constexpr uint32_t kLeaf = 8;       ///< points of a cell that is not divided
constexpr uint32_t kGroupCell = 64; ///< points of a cell whose points make groups of their own
constexpr size_t kLanes = PointGroup::kMost;

uint32_t spread(uint32_t v)
{
    v = (v | v << 8) & 0x00ff00ff;
    v = (v | v << 4) & 0x0f0f0f0f;
    v = (v | v << 2) & 0x33333333;
    return (v | v << 1) & 0x55555555;
}

/// Bodies one after the other, the group's points side by side.
UNIMO_VECTOR_CLONES
void pushAway(const float* __restrict x, const float* __restrict y, const float* __restrict mass,
              size_t bodies, const float* __restrict ownX, const float* __restrict ownY,
              Repulsion& out)
{
    float sums[kLanes] = {}, forceX[kLanes] = {}, forceY[kLanes] = {};
    for (size_t b = 0; b < bodies; ++b)
        for (size_t lane = 0; lane < kLanes; ++lane) {
            const float dx = ownX[lane] - x[b], dy = ownY[lane] - y[b];
            const float q = 1 / (1 + dx * dx + dy * dy);
            const float weight = mass[b] * q;
            sums[lane] += weight;
            forceX[lane] += weight * q * dx;
            forceY[lane] += weight * q * dy;
        }
    for (size_t lane = 0; lane < kLanes; ++lane) {
        out.sum[lane] = sums[lane];
        out.x[lane] = forceX[lane];
        out.y[lane] = forceY[lane];
    }
}

} // namespace

TsneTree::TsneTree(std::span<const Point> places)
{
    sortByPlace(places);
    sorted_.reserve(places.size());
    for (const uint32_t i : order_)
        sorted_.push_back(places[i]);
    cells_.reserve(places.size());
    if (!places.empty())
        add(0, static_cast<uint32_t>(places.size()), 0);
}

/// By the interleaved bits of both coordinates (Morton 1966): points of a cell follow each other.
void TsneTree::sortByPlace(std::span<const Point> places)
{
    float left = INFINITY, bottom = INFINITY, right = -INFINITY, top = -INFINITY;
    for (const Point& at : places) {
        left = std::min(left, at.x);
        right = std::max(right, at.x);
        bottom = std::min(bottom, at.y);
        top = std::max(top, at.y);
    }
    side_ = std::max({right - left, top - bottom, 1e-20F});
    const float steps = static_cast<float>((1 << kLevels) - 1) / side_;
    order_.resize(places.size());
    code_.resize(places.size());
    std::iota(order_.begin(), order_.end(), 0U);
    for (size_t i = 0; i < places.size(); ++i)
        code_[i] = spread(static_cast<uint32_t>((places[i].x - left) * steps)) |
                   spread(static_cast<uint32_t>((places[i].y - bottom) * steps)) << 1;
    // Byte after byte, the lowest first; each pass keeps the order of equal ones.
    std::vector<uint32_t> order(places.size()), code(places.size());
    for (int shift = 0; shift < 32; shift += 8) {
        std::array<uint32_t, 257> starts{};
        for (const uint32_t c : code_)
            ++starts[(c >> shift & 0xff) + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        for (size_t i = 0; i < code_.size(); ++i) {
            const uint32_t to = starts[code_[i] >> shift & 0xff]++;
            order[to] = order_[i];
            code[to] = code_[i];
        }
        order_.swap(order);
        code_.swap(code);
    }
}

TsneTree::Cell TsneTree::add(uint32_t first, uint32_t end, int level)
{
    if (end - first <= kGroupCell &&
        (groups_.empty() || groups_.back().first + groups_.back().count <= first))
        addGroups(first, end);
    // A cell with one part only is that part.
    const auto part = [&](uint32_t i) { return code_[i] >> 2 * (kLevels - 1 - level) & 3; };
    while (level < kLevels && end - first > kLeaf && part(first) == part(end - 1))
        ++level;
    const size_t own = cells_.size();
    cells_.emplace_back();
    Cell cell;
    cell.first = first;
    cell.end = end;
    cell.mass = static_cast<float>(end - first);
    cell.side = std::ldexp(side_, -level);
    cell.leaf = level == kLevels || end - first <= kLeaf;
    cell.single = cell.leaf && end - first > kLeaf;
    double x = 0, y = 0;
    if (cell.leaf) {
        for (uint32_t i = first; i < end; ++i) {
            x += static_cast<double>(sorted_[i].x);
            y += static_cast<double>(sorted_[i].y);
        }
        if (cell.single && end - first > kGroupCell)
            addGroups(first, end);
    } else {
        for (uint32_t i = first; i < end;) {
            uint32_t past = i;
            while (past < end && part(past) == part(i))
                ++past;
            const Cell child = add(i, past, level + 1);
            x += static_cast<double>(child.x * child.mass);
            y += static_cast<double>(child.y * child.mass);
            i = past;
        }
    }
    const auto mass = static_cast<double>(cell.mass);
    cell.x = static_cast<float>(x / mass);
    cell.y = static_cast<float>(y / mass);
    cell.next = static_cast<uint32_t>(cells_.size());
    cells_[own] = cell;
    return cell;
}

void TsneTree::addGroups(uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i += static_cast<uint32_t>(kLanes)) {
        PointGroup group;
        group.first = i;
        group.count = std::min(static_cast<uint32_t>(kLanes), end - i);
        group.low = group.high = sorted_[i];
        for (const Point& at : std::span(sorted_).subspan(i, group.count)) {
            group.low = {std::min(group.low.x, at.x), std::min(group.low.y, at.y)};
            group.high = {std::max(group.high.x, at.x), std::max(group.high.y, at.y)};
        }
        groups_.push_back(group);
    }
}

void TsneTree::meet(const PointGroup& group, float theta, Bodies& bodies) const
{
    bodies.x.clear();
    bodies.y.clear();
    bodies.mass.clear();
    const auto add = [&](float x, float y, float mass) {
        bodies.x.push_back(x);
        bodies.y.push_back(y);
        bodies.mass.push_back(mass);
    };
    for (size_t c = 0; c < cells_.size();) {
        const Cell& cell = cells_[c];
        // From the box, so that the cell is as far from each of its points at least.
        const float dx = std::max({group.low.x - cell.x, cell.x - group.high.x, 0.F});
        const float dy = std::max({group.low.y - cell.y, cell.y - group.high.y, 0.F});
        const bool far = cell.side * cell.side < theta * theta * (dx * dx + dy * dy);
        if (!far && !cell.leaf) {
            ++c;
            continue;
        }
        if (far || cell.single)
            add(cell.x, cell.y, cell.mass);
        else
            for (uint32_t i = cell.first; i < cell.end; ++i)
                add(sorted_[i].x, sorted_[i].y, 1);
        c = cell.next;
    }
}

void TsneTree::repel(const PointGroup& group, float theta, Bodies& bodies, Repulsion& out) const
{
    meet(group, theta, bodies);
    std::array<float, kLanes> x{}, y{};
    for (size_t lane = 0; lane < kLanes; ++lane) {
        const Point& at = sorted_[group.first + std::min<size_t>(lane, group.count - 1)];
        x[lane] = at.x;
        y[lane] = at.y;
    }
    pushAway(bodies.x.data(), bodies.y.data(), bodies.mass.data(), bodies.x.size(), x.data(),
             y.data(), out);
}

} // namespace unimo::maps
