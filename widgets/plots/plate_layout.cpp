// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plate_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace unimo::plots {
namespace {

constexpr double kStep = 6;     ///< pixels between two rings of candidates
constexpr double kBeside = 6;   ///< pixels between an anchor and the nearest plate
constexpr double kBetween = 3;  ///< pixels between two plates
constexpr int kDirections = 16; ///< candidates of a ring
/// Above, below, right and left first: they read best.
constexpr std::array kTurns = {12, 4, 0, 8, 14, 10, 2, 6, 13, 11, 15, 9, 1, 7, 3, 5};

} // namespace

PlateLayout::PlateLayout(const QSizeF& area)
    : area_({}, area), columns_(static_cast<int>(std::ceil(area.width() / kCell))),
      rows_(static_cast<int>(std::ceil(area.height() / kCell))),
      filled_(static_cast<size_t>(columns_ * rows_))
{
}

void PlateLayout::block(const QPointF& at, double radius)
{
    block(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius));
}

void PlateLayout::block(const QRectF& box)
{
    const QRectF inside = box & area_;
    if (inside.isEmpty())
        return;
    summed_ = false;
    const int right = std::min(columns_ - 1, static_cast<int>(inside.right() / kCell));
    const int bottom = std::min(rows_ - 1, static_cast<int>(inside.bottom() / kCell));
    for (int row = static_cast<int>(inside.top() / kCell); row <= bottom; ++row)
        for (int column = static_cast<int>(inside.left() / kCell); column <= right; ++column)
            filled_[static_cast<size_t>(row * columns_ + column)] = 1;
}

void PlateLayout::sum()
{
    const int width = columns_ + 1;
    sums_.assign(static_cast<size_t>(width * (rows_ + 1)), 0);
    for (int row = 0; row < rows_; ++row) {
        int line = 0;
        for (int column = 0; column < columns_; ++column) {
            line += filled_[static_cast<size_t>(row * columns_ + column)];
            const auto at = static_cast<size_t>((row + 1) * width + column + 1);
            sums_[at] = sums_[at - static_cast<size_t>(width)] + line;
        }
    }
    summed_ = true;
}

bool PlateLayout::isFree(const QRectF& box) const
{
    if (!area_.contains(box))
        return false;
    const int left = static_cast<int>(box.left() / kCell),
              top = static_cast<int>(box.top() / kCell);
    const int right = std::min(columns_ - 1, static_cast<int>(box.right() / kCell)) + 1;
    const int bottom = std::min(rows_ - 1, static_cast<int>(box.bottom() / kCell)) + 1;
    const auto at = [this](int row, int column) {
        return sums_[static_cast<size_t>(row * (columns_ + 1) + column)];
    };
    if (at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left) > 0)
        return false;
    const QRectF room = box.adjusted(-kBetween, -kBetween, kBetween, kBetween);
    return std::none_of(taken_.begin(), taken_.end(),
                        [&](const QRectF& other) { return other.intersects(room); });
}

std::optional<QRectF> PlateLayout::place(const QPointF& anchor, const QSizeF& size, double reach)
{
    if (!summed_)
        sum();
    for (double distance = kBeside; distance <= reach; distance += kStep)
        for (int i = 0; i < kDirections; ++i) {
            const double angle =
                2 * std::numbers::pi * kTurns[static_cast<size_t>(i)] / kDirections;
            const QPointF way(std::cos(angle), std::sin(angle));
            const QPointF middle = anchor + QPointF(way.x() * (distance + size.width() / 2),
                                                    way.y() * (distance + size.height() / 2));
            const QRectF box(middle.x() - size.width() / 2, middle.y() - size.height() / 2,
                             size.width(), size.height());
            if (isFree(box)) {
                taken_ << box;
                return box;
            }
        }
    return std::nullopt;
}

} // namespace unimo::plots
