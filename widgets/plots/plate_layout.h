// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QVector>
#include <optional>
#include <vector>

namespace unimo::plots {

/// Finds room for plates of text on a crowded picture: near what they name, over nothing that is
/// drawn, and not over each other. First tell what is drawn, then place plates, the most important
/// one first.
class PlateLayout
{
public:
    explicit PlateLayout(const QSizeF& area);

    /// Something is drawn within `radius` of a point, or in a box.
    void block(const QPointF& at, double radius);
    void block(const QRectF& box);

    /// The free box nearest to the anchor, its edge at most `reach` pixels away; it is taken from
    /// now on. Nothing: there is no room.
    [[nodiscard]] std::optional<QRectF> place(const QPointF& anchor, const QSizeF& size,
                                              double reach);

private:
    void sum();
    [[nodiscard]] bool isFree(const QRectF& box) const;

    static constexpr int kCell = 4; ///< pixels

    QRectF area_;
    int columns_, rows_;
    std::vector<int> filled_; ///< cells [rows, columns] where something is drawn: 0 or 1
    std::vector<int> sums_;   ///< of all cells above and left of a corner, [rows + 1, columns + 1]
    bool summed_ = false;
    QVector<QRectF> taken_;
};

} // namespace unimo::plots
