// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/maps/layout.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace unimo::maps {

/// Points that are pushed together: neighbours, one in each lane of a vector register.
struct PointGroup
{
    static constexpr size_t kMost = 16;
    uint32_t first = 0; ///< in TsneTree::order()
    uint32_t count = 0;
    Point low, high; ///< corners of the box around them
};

/// What pushes a point away, not yet divided by the sum of all similarities, and its part of that
/// sum, itself among it. By lane.
struct Repulsion
{
    std::array<float, PointGroup::kMost> x{}, y{}, sum{};
};

/// A quadtree over places on a plane (Barnes, Hut 1986). A cell with few points is not divided.
/// Thread: any, once built.
class TsneTree
{
public:
    explicit TsneTree(std::span<const Point> places);

    /// Points by where they lie: neighbours one after the other.
    [[nodiscard]] const std::vector<uint32_t>& order() const { return order_; }
    [[nodiscard]] const std::vector<PointGroup>& groups() const { return groups_; }

    /// Bodies that a group meets: cells far enough to count as one point, and single points.
    struct Bodies
    {
        std::vector<float> x, y, mass;
    };
    /// theta: how wide a cell may be for its distance to the group. `bodies` is only memory that
    /// calls share.
    void repel(const PointGroup& group, float theta, Bodies& bodies, Repulsion& out) const;

private:
    struct Cell
    {
        float x = 0, y = 0, mass = 0, side = 0; ///< centre of mass, points, width
        uint32_t next = 0;                      ///< after all that lies within
        uint32_t first = 0, end = 0;            ///< of its points
        bool leaf = false;
        bool single = false; ///< a leaf whose points lie on one place
    };

    void sortByPlace(std::span<const Point> places);
    Cell add(uint32_t first, uint32_t end, int level);
    void addGroups(uint32_t first, uint32_t end);
    void meet(const PointGroup& group, float theta, Bodies& bodies) const;

    std::vector<uint32_t> order_, code_; ///< code_: of order_[i]
    std::vector<Point> sorted_;
    std::vector<Cell> cells_; ///< each before those within it: one index walks through them
    std::vector<PointGroup> groups_;
    float side_ = 1;
};

} // namespace unimo::maps
