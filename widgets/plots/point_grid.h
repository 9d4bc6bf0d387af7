// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace unimo::plots {

/// Points of a plane in cells of a grid, so that those outside a view are passed over in one step
/// and those drawn one after the other lie near each other in the image too.
class PointGrid
{
public:
    struct Cell
    {
        uint32_t first, end;            ///< in the arrays below
        float left, bottom, right, top; ///< of its points
    };

    PointGrid() = default;
    PointGrid(std::span<const float> x, std::span<const float> y);

    [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }
    [[nodiscard]] float x(uint32_t at) const { return x_[at]; }
    [[nodiscard]] float y(uint32_t at) const { return y_[at]; }
    /// The point's number in what the grid was made of, rising within a cell.
    [[nodiscard]] uint32_t point(uint32_t at) const { return point_[at]; }

private:
    std::vector<Cell> cells_; ///< that hold points, row by row
    std::vector<float> x_, y_;
    std::vector<uint32_t> point_;
};

} // namespace unimo::plots
