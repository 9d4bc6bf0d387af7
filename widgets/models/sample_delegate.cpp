// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/sample_delegate.h"

#include "widgets/look/theme.h"
#include "widgets/models/sample_model.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>

namespace unimo::models {

using look::Theme;

namespace {

constexpr int kPadding = 4;
constexpr int kGap = 4;

QColor named(const char* name)
{
    return Theme::instance().color(QString::fromLatin1(name));
}

/// The rating and how many tags there are, on a plate in the picture's corner.
void paintNotes(QPainter* painter, const QRect& place, const QModelIndex& index)
{
    const int rating = index.data(SampleModel::RatingRole).toInt();
    const QStringList tags = index.data(SampleModel::TagsRole).toStringList();
    QString text;
    if (rating > 0)
        text = QStringLiteral("%1★").arg(rating);
    if (!tags.isEmpty())
        text += (text.isEmpty() ? QString() : QStringLiteral("  ")) + QStringLiteral("#") +
                (tags.size() == 1 ? tags.first() : QString::number(tags.size()));
    if (text.isEmpty())
        return;
    const QFontMetrics metrics(painter->font());
    text = metrics.elidedText(text, Qt::ElideRight, place.width() - 2 * kPadding);
    const QRect plate(place.x(), place.bottom() + 1 - metrics.height() - 2,
                      metrics.horizontalAdvance(text) + 2 * kPadding, metrics.height() + 2);
    QColor ground = named("panel");
    ground.setAlphaF(0.9F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(plate, 3, 3);
    painter->setPen(named("text"));
    painter->drawText(plate, Qt::AlignCenter, text);
}

} // namespace

QSize SampleDelegate::cellSize() const
{
    const int line = QFontMetrics(QApplication::font()).height();
    return {side_ + 2 * kPadding, side_ + kGap + line + 2 * kPadding};
}

QSize SampleDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return cellSize();
}

void SampleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    QRect cell({}, cellSize() - QSize(2, 2));
    cell.moveCenter(option.rect.center());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(named(selected ? "selection" : "hover"));
        painter->drawRoundedRect(cell, 6, 6);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(named("accent"), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 6, 6);
    }

    const QRect place(option.rect.x() + (option.rect.width() - side_) / 2,
                      option.rect.y() + kPadding, side_, side_);
    const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
    const QString caption = index.data(SampleModel::CaptionRole).toString();
    painter->setPen(named("muted"));
    if (!picture.isNull()) {
        QRect area({}, picture.size().scaled(place.size(), Qt::KeepAspectRatio));
        area.moveCenter(place.center());
        painter->drawPixmap(area, picture);
    } else {
        painter->fillRect(place, named("raised"));
        if (index.data(SampleModel::BrokenRole).toBool())
            painter->drawText(place, Qt::AlignCenter | Qt::TextWordWrap, tr("Cannot be read"));
        else if (!caption.isEmpty()) // a text without a picture, or one that is not ready yet
            painter->drawText(place.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                              caption.left(120));
    }
    paintNotes(painter, place, index);
    painter->setPen(named("text"));
    const QRect line(place.x(), place.bottom() + 1 + kGap, side_,
                     option.rect.bottom() - place.bottom() - kGap);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignTop,
                      option.fontMetrics.elidedText(caption, Qt::ElideRight, side_));
    painter->restore();
}

} // namespace unimo::models
