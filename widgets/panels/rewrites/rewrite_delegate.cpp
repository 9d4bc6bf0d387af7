// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/rewrite_delegate.h"

#include "widgets/look/theme.h"
#include "widgets/panels/rewrites/rewrite_tree_model.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>
#include <algorithm>

namespace unimo::panels {

using look::Theme;

namespace {

constexpr int kPadding = 6;
constexpr int kSignWidth = 16;
constexpr int kNumberWidth = 56;
constexpr int kBarHeight = 8;

QColor polarityColor(int polarity)
{
    return Theme::instance().color(polarity > 0 ? QStringLiteral("positive")
                                                : QStringLiteral("negative"));
}

/// The text on one line, its new words marked; cut with an ellipsis where it does not fit.
void paintText(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const int polarity = index.data(RewriteTreeModel::PolarityRole).toInt();
    const bool usable = index.data(RewriteTreeModel::UsableRole).toBool();
    const Theme& theme = Theme::instance();
    QRect area = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter.setPen(usable ? polarityColor(polarity) : theme.color(QStringLiteral("muted")));
    painter.drawText(QRect(area.left(), area.top(), kSignWidth, area.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     polarity > 0 ? QStringLiteral("+") : QStringLiteral("−"));
    area.setLeft(area.left() + kSignWidth);

    const QString text = index.data().toString();
    const QString shown = option.fontMetrics.elidedText(text, Qt::ElideRight, area.width());
    QTextLayout layout(shown, option.font);
    const auto length = static_cast<int>(shown.size());
    QList<QTextLayout::FormatRange> formats;
    for (const auto& [begin, end] :
         index.data(RewriteTreeModel::SpansRole).value<QVector<QPair<int, int>>>()) {
        QTextLayout::FormatRange range;
        range.start = std::min(begin, length);
        range.length = std::min(end, length) - range.start;
        if (range.length <= 0)
            continue;
        range.format.setFontUnderline(true);
        if (usable)
            range.format.setForeground(polarityColor(polarity));
        formats.push_back(range);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(area.width() + 1000.0);
    layout.endLayout();
    painter.setPen(usable ? theme.color(QStringLiteral("text"))
                          : theme.color(QStringLiteral("muted")));
    layout.draw(&painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
}

/// A bar from the middle to the right for what is right, to the left for what is wrong.
void paintMargin(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const QVariant share = index.data(RewriteTreeModel::BarRole);
    if (!share.isValid())
        return;
    const Theme& theme = Theme::instance();
    const QRect area = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    painter.setPen(theme.color(QStringLiteral("text")));
    painter.drawText(QRect(area.right() - kNumberWidth, area.top(), kNumberWidth, area.height()),
                     Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
    const double width = area.width() - kNumberWidth - kPadding;
    if (width < 2 * kPadding)
        return;
    const double middle = area.left() + width / 2;
    const double y = area.center().y() - kBarHeight / 2.0;
    const double length = share.toDouble() * width / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(
        QRectF(std::min(middle, middle + length), y, std::abs(length), kBarHeight),
        theme.color(length >= 0 ? QStringLiteral("positive") : QStringLiteral("negative")));
    painter.setPen(theme.color(QStringLiteral("muted")));
    painter.drawLine(QPointF(middle, y - 3), QPointF(middle, y + kBarHeight + 3));
}

} // namespace

void RewriteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const int column = index.column();
    const bool isRow = index.parent().isValid();
    if (!isRow || (column != RewriteTreeModel::Text && column != RewriteTreeModel::Margin)) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem empty = option;
    initStyleOption(&empty, index);
    empty.text.clear();
    const QWidget* widget = option.widget;
    QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &empty, painter, widget);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(option.font);
    if (column == RewriteTreeModel::Text)
        paintText(*painter, option, index);
    else
        paintMargin(*painter, option, index);
    painter->restore();
}

QSize RewriteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + 10);
    return size;
}

} // namespace unimo::panels
