// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/sample_row_delegate.h"

#include <QApplication>
#include <QPainter>

namespace unimo::models {
namespace {

constexpr int kSide = SampleRowDelegate::kRowHeight - 6;

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
    cell.decorationSize = {kSide, kSide};
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
