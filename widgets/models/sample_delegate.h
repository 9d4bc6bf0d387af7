// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace unimo::models {

/// A cell of the grid: the picture, its first caption on one line under it.
class SampleDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setThumbnailSide(int side) { side_ = side; }
    [[nodiscard]] int thumbnailSide() const { return side_; }
    [[nodiscard]] QSize cellSize() const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    int side_ = 128;
};

} // namespace unimo::models
