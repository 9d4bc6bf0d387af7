// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/sample_row_delegate.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>

namespace unimo::models {
namespace {

constexpr int kRoom = 6; ///< above and below the picture

} // namespace

void SampleRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QPixmap picture = index.data(Qt::DecorationRole).value<QPixmap>();
    // The style draws the row's ground and the text, and leaves room for the picture.
    cell.features |= QStyleOptionViewItem::HasDecoration;
    cell.icon = {};
    const int side = std::min(option.rect.height(), option.rect.width()) - kRoom;
    cell.decorationSize = {side, side};
    const QWidget* view = option.widget;
    QStyle* style = view ? view->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, view);
    if (picture.isNull())
        return;
    const QRect place = style->subElementRect(QStyle::SE_ItemViewItemDecoration, &cell, view);
    QRect area({}, picture.size().scaled(place.size(), Qt::KeepAspectRatio));
    area.moveCenter(place.center());
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawPixmap(area, picture);
    painter->restore();
}

} // namespace unimo::models
