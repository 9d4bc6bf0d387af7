// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/point_grid.h"

#include <algorithm>
#include <numeric>

namespace unimo::plots {
namespace {

constexpr uint32_t kSide = 64; ///< cells

} // namespace

PointGrid::PointGrid(std::span<const float> x, std::span<const float> y)
    : x_(x.size()), y_(x.size()), point_(x.size())
{
    if (x.empty())
        return;
    const auto [left, right] = std::minmax_element(x.begin(), x.end());
    const auto [bottom, top] = std::minmax_element(y.begin(), y.end());
    const auto step = [](float value, float least, float most) {
        const float share = most > least ? (value - least) / (most - least) : 0;
        return std::min(static_cast<uint32_t>(share * static_cast<float>(kSide)), kSide - 1);
    };
    std::vector<uint32_t> cell(x.size()), next(kSide * kSide + 1);
    for (size_t i = 0; i < x.size(); ++i) {
        cell[i] = step(y[i], *bottom, *top) * kSide + step(x[i], *left, *right);
        ++next[cell[i] + 1];
    }
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (uint32_t c = 0; c < kSide * kSide; ++c)
        if (next[c] < next[c + 1])
            cells_.push_back({next[c], next[c + 1], 0, 0, 0, 0});
    for (size_t i = 0; i < x.size(); ++i) {
        const uint32_t at = next[cell[i]]++;
        x_[at] = x[i];
        y_[at] = y[i];
        point_[at] = static_cast<uint32_t>(i);
    }
    for (Cell& own : cells_) {
        const auto xs = std::span(x_).subspan(own.first, own.end - own.first);
        const auto ys = std::span(y_).subspan(own.first, own.end - own.first);
        const auto [least, most] = std::minmax_element(xs.begin(), xs.end());
        const auto [low, high] = std::minmax_element(ys.begin(), ys.end());
        own.left = *least;
        own.right = *most;
        own.bottom = *low;
        own.top = *high;
    }
}

} // namespace unimo::plots
