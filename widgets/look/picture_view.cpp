// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/picture_view.h"

#include "widgets/look/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace unimo::look {
namespace {

constexpr int kMostLabels = 8; ///< above this, only the hovered box has its label
constexpr int kMargin = 1;
constexpr double kMostEnlarged = 4;

} // namespace

PictureView::PictureView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Picture"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PictureView::setPicture(const QImage& picture)
{
    picture_ = QPixmap::fromImage(picture);
    scaled_ = {};
    hovered_ = -1;
    update();
}

void PictureView::setBoxes(const QVector<LabelledBox>& boxes)
{
    boxes_ = boxes;
    hovered_ = chosen_ = -1;
    update();
}

void PictureView::setChosen(int box)
{
    chosen_ = box;
    update();
}

void PictureView::setBoxArea(int box, const QRectF& area)
{
    boxes_[box].area = area;
    update();
}

void PictureView::setBoxesVisible(bool visible)
{
    boxesVisible_ = visible;
    update();
}

void PictureView::setPlaceholder(const QString& text)
{
    placeholder_ = text;
    update();
}

QRectF PictureView::pictureArea() const
{
    const QSizeF room = rect().adjusted(kMargin, kMargin, -kMargin, -kMargin).size();
    const QSizeF most = QSizeF(picture_.size()) * kMostEnlarged;
    const QSizeF size = QSizeF(picture_.size()).scaled(room.boundedTo(most), Qt::KeepAspectRatio);
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

QRectF PictureView::onScreen(const QRectF& box) const
{
    const QRectF area = pictureArea();
    return {area.x() + box.x() * area.width(), area.y() + box.y() * area.height(),
            box.width() * area.width(), box.height() * area.height()};
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::instance();
    if (picture_.isNull()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.color(QStringLiteral("border")), 1, Qt::DashLine));
        painter.setBrush(theme.color(QStringLiteral("raised")));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
        painter.setPen(theme.color(QStringLiteral("muted")));
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         placeholder_);
        return;
    }
    const QRectF area = pictureArea();
    const QSize wanted = (area.size() * devicePixelRatioF()).toSize();
    if (scaled_.size() != wanted)
        scaled_ = picture_.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawPixmap(area, scaled_, scaled_.rect());
    if (!boxesVisible_)
        return;
    QVector<QRectF> labels; // a label that would hide another shows only under the mouse
    for (int i = 0; i < boxes_.size(); ++i) {
        if (i == hovered_)
            continue;
        paintBox(painter, i);
        const QRectF label = labelArea(i);
        const bool hides = std::any_of(labels.cbegin(), labels.cend(), [&](const QRectF& other) {
            return other.intersects(label);
        });
        if (boxes_[i].label.isEmpty() || boxes_.size() > kMostLabels || hides)
            continue;
        paintLabel(painter, i);
        labels.push_back(label);
    }
    if (hovered_ >= 0) {
        paintBox(painter, hovered_);
        if (!boxes_[hovered_].label.isEmpty())
            paintLabel(painter, hovered_);
    }
}

void PictureView::paintBox(QPainter& painter, int index) const
{
    const bool hovered = index == hovered_ || index == chosen_;
    const QRectF area = onScreen(boxes_[index].area).adjusted(0.5, 0.5, -0.5, -0.5);
    if (boxes_[index].fill.isValid())
        painter.fillRect(area, boxes_[index].fill);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 140), hovered ? 5 : 4));
    painter.drawRect(area);
    const bool dashed = boxes_[index].dashed;
    painter.setPen(QPen(dashed ? QColor(Qt::white) : Theme::instance().series(index),
                        hovered ? 3 : 2, dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawRect(area);
}

QRectF PictureView::labelArea(int index) const
{
    const LabelledBox& box = boxes_[index];
    const QFontMetricsF metrics(font());
    const QRectF area = onScreen(box.area);
    const QRectF picture = pictureArea();
    QRectF label(area.topLeft(),
                 QSizeF(metrics.horizontalAdvance(box.label) + 8, metrics.height() + 2));
    label.moveBottom(area.top());
    label.moveTop(std::clamp(label.top(), picture.top(),
                             std::max(picture.top(), picture.bottom() - label.height())));
    label.moveLeft(std::clamp(label.left(), picture.left(),
                              std::max(picture.left(), picture.right() - label.width())));
    return label;
}

void PictureView::paintLabel(QPainter& painter, int index) const
{
    const QRectF label = labelArea(index);
    painter.fillRect(label, QColor(0, 0, 0, 190));
    painter.fillRect(QRectF(label.topLeft(), QSizeF(3, label.height())),
                     Theme::instance().series(index));
    painter.setPen(Qt::white);
    painter.drawText(label.adjusted(2, 0, 0, 0), Qt::AlignCenter, boxes_[index].label);
}

int PictureView::boxAt(const QPointF& point) const
{
    int found = -1;
    for (int i = 0; i < boxes_.size(); ++i) {
        const QRectF area = onScreen(boxes_[i].area);
        if (!area.contains(point))
            continue;
        const QRectF best = found < 0 ? QRectF() : onScreen(boxes_[found].area);
        if (found < 0 || area.width() * area.height() < best.width() * best.height())
            found = i;
    }
    return found;
}

void PictureView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && hasPicture() && boxesVisible_)
        Q_EMIT boxClicked(boxAt(event->position()));
    QWidget::mousePressEvent(event);
}

void PictureView::mouseMoveEvent(QMouseEvent* event)
{
    const int found = boxAt(event->position());
    if (found != hovered_) {
        hovered_ = found;
        update();
    }
}

void PictureView::leaveEvent(QEvent*)
{
    hovered_ = -1;
    update();
}

} // namespace unimo::look
