// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/point_map.h"

#include "widgets/look/theme.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/sequential_color.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace unimo::plots {

using look::Theme;

namespace {

constexpr int kMargin = 28;            ///< pixels around what is fitted
constexpr double kZoomPerNotch = 0.85; ///< a notch of the wheel is 120 units
constexpr double kZoomPerKey = 0.7;
constexpr double kNear = 8;      ///< pixels within which a point is under the cursor
constexpr int kDrag = 4;         ///< pixels; anything smaller was a click
constexpr int kPixels = 20'000;  ///< pairs from which on points are single pixels
constexpr int kThumbnailSide = 48;
constexpr int kThumbnailRoom = 6; ///< times its own area that each picture in the view must have
constexpr int kScaleWidth = 72; ///< of the colour scale

constexpr int kPictureSlot = 0; ///< Okabe-Ito: blue and orange
constexpr int kTextSlot = 1;

/// Small where there are many.
double radiusFor(int pairs)
{
    return pairs <= 300 ? 4 : pairs <= 3000 ? 3 : 2;
}

} // namespace

PointMap::PointMap(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 180);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&Theme::instance(), &Theme::changed, this, &PointMap::touch);
}

void PointMap::setPairs(std::vector<QPointF> places, std::vector<float> values)
{
    const bool same = values.size() == values_.size();
    values_ = std::move(values);
    const auto [least, most] = std::minmax_element(values_.begin(), values_.end());
    least_ = values_.empty() ? 0 : *least;
    most_ = values_.empty() ? 1 : *most;
    if (!same) {
        selection_.clear();
        primary_ = -1;
        fitted_ = true;
    }
    hover_ = -1;
    movePairs(std::move(places));
}

void PointMap::movePairs(std::vector<QPointF> places)
{
    places_ = std::move(places);
    if (fitted_)
        fit();
    touch();
}

void PointMap::setColoring(Coloring coloring)
{
    coloring_ = coloring;
    touch();
}

void PointMap::setLinesShown(bool shown)
{
    lines_ = shown;
    touch();
}

void PointMap::setThumbnails(std::function<QPixmap(int)> thumbnail)
{
    thumbnail_ = std::move(thumbnail);
    touch();
}

void PointMap::setProbe(const std::optional<QPointF>& place, const QString& name)
{
    probe_ = place;
    probeName_ = name;
    update();
}

void PointMap::setSelection(const QSet<int>& pairs)
{
    selection_ = pairs;
    touch();
}

void PointMap::setPrimary(int pair)
{
    primary_ = pair < pairs() ? pair : -1;
    update();
}

void PointMap::touch()
{
    layer_ = {};
    update();
}

QPointF PointMap::toWidget(const QPointF& place) const
{
    const QPointF off = (place - center_) * scale_;
    return {width() / 2.0 + off.x(), height() / 2.0 - off.y()};
}

QPointF PointMap::toPlane(const QPointF& at) const
{
    return center_ + QPointF(at.x() - width() / 2.0, height() / 2.0 - at.y()) / scale_;
}

void PointMap::fit()
{
    fitted_ = true;
    if (places_.empty())
        return;
    QPointF least = places_.front(), most = places_.front();
    for (const QPointF& place : places_) {
        least = {std::min(least.x(), place.x()), std::min(least.y(), place.y())};
        most = {std::max(most.x(), place.x()), std::max(most.y(), place.y())};
    }
    center_ = (least + most) / 2;
    const QPointF size = most - least;
    const double wide = std::max(1.0, width() - 2.0 * kMargin);
    const double high = std::max(1.0, height() - 2.0 * kMargin);
    scale_ = std::min(wide / std::max(size.x(), 1e-9), high / std::max(size.y(), 1e-9));
    touch();
}

void PointMap::zoom(double factor, const QPointF& at)
{
    const QPointF held = toPlane(at);
    scale_ = std::clamp(scale_ / factor, 1e-6, 1e9);
    center_ += held - toPlane(at);
    fitted_ = false;
    touch();
}

QColor PointMap::colorOf(int pair, bool text) const
{
    const QColor background = Theme::instance().color(QStringLiteral("panel"));
    if (coloring_ == Coloring::Kind)
        return readableOn(okabeIto(text ? kTextSlot : kPictureSlot), background);
    const float size = most_ - least_;
    return sequentialColor(size > 0 ? (values_[static_cast<size_t>(pair)] - least_) / size : 1.0F);
}

void PointMap::drawLines(QPainter& painter) const
{
    if (!lines_ || pairs() > kPixels)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor muted = Theme::instance().color(QStringLiteral("muted"));
    for (int pair = 0; pair < pairs(); ++pair) {
        QColor color = coloring_ == Coloring::Similarity ? colorOf(pair, false) : muted;
        const bool chosen = selection_.contains(pair);
        color.setAlphaF(chosen ? 0.9F : selection_.isEmpty() ? 0.3F : 0.08F);
        painter.setPen(QPen(color, chosen ? 1.5 : 1));
        painter.drawLine(pictureAt(pair), textAt(pair));
    }
}

void PointMap::drawPoints(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = radiusFor(pairs());
    const QRectF seen = QRectF(rect()).adjusted(-radius, -radius, radius, radius);
    for (const bool text : {false, true})
        for (int pair = 0; pair < pairs(); ++pair) {
            const QPointF at = toWidget(place(pair, text));
            if (!seen.contains(at))
                continue;
            QColor color = colorOf(pair, text);
            if (!selection_.isEmpty() && !selection_.contains(pair))
                color.setAlphaF(0.25F);
            painter.setBrush(color);
            if (text)
                painter.drawEllipse(at, radius, radius);
            else
                painter.drawRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius));
        }
}

void PointMap::drawPixels(QImage& image) const
{
    const double ratio = image.devicePixelRatio();
    const int wide = image.width(), high = image.height();
    for (const bool text : {false, true})
        for (int pair = 0; pair < pairs(); ++pair) {
            if (!selection_.isEmpty() && !selection_.contains(pair))
                continue;
            const QPointF at = toWidget(place(pair, text)) * ratio;
            const int x = static_cast<int>(at.x()), y = static_cast<int>(at.y());
            if (x < 0 || y < 0 || x >= wide || y >= high)
                continue;
            reinterpret_cast<QRgb*>(image.scanLine(y))[x] = colorOf(pair, text).rgba();
        }
}

void PointMap::drawThumbnails(QPainter& painter) const
{
    if (!thumbnail_)
        return;
    const int most = width() * height() / (kThumbnailSide * kThumbnailSide * kThumbnailRoom);
    QVector<int> seen;
    for (int pair = 0; pair < pairs() && seen.size() <= most; ++pair)
        if (rect().contains(pictureAt(pair).toPoint()))
            seen.push_back(pair);
    if (seen.size() > most)
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor frame = readableOn(okabeIto(kPictureSlot),
                                    Theme::instance().color(QStringLiteral("panel")));
    for (const int pair : seen) {
        const QPixmap picture = thumbnail_(pair);
        if (picture.isNull())
            continue;
        const QSizeF size = QSizeF(picture.size()).scaled(kThumbnailSide, kThumbnailSide,
                                                          Qt::KeepAspectRatio);
        const QPointF at = pictureAt(pair);
        const QRectF where(at.x() - size.width() / 2, at.y() - size.height() / 2, size.width(),
                           size.height());
        painter.drawPixmap(where, picture, QRectF(picture.rect()));
        painter.setPen(QPen(frame, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(where);
    }
    // Captions are not hidden by pictures.
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const int pair : seen) {
        painter.setBrush(colorOf(pair, true));
        painter.drawEllipse(textAt(pair), radiusFor(pairs()), radiusFor(pairs()));
    }
}

void PointMap::drawMarks(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::instance();
    const auto ring = [&](int pair, double width, const QColor& color) {
        const double radius = radiusFor(pairs()) + 4;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, width));
        painter.drawLine(pictureAt(pair), textAt(pair));
        const QPointF at = pictureAt(pair);
        painter.drawRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius));
        painter.drawEllipse(textAt(pair), radius, radius);
    };
    if (hover_ >= 0 && hover_ != primary_)
        ring(hover_, 1, theme.color(QStringLiteral("text")));
    if (primary_ >= 0)
        ring(primary_, 2, theme.color(QStringLiteral("accent")));
    if (probe_) {
        const QPointF at = toWidget(*probe_);
        painter.setPen(QPen(theme.color(QStringLiteral("accent")), 2));
        painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0));
        painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9));
        const QString name =
            painter.fontMetrics().elidedText(probeName_, Qt::ElideMiddle, width() / 3);
        const QRectF box = painter.fontMetrics().boundingRect(name).adjusted(-4, -2, 4, 2);
        const double x = at.x() + 12 + box.width() > width() ? at.x() - 12 - box.width()
                                                              : at.x() + 12;
        const QRectF where(x, at.y() - box.height() / 2, box.width(), box.height());
        painter.fillRect(where, theme.color(QStringLiteral("raised")));
        painter.setPen(theme.color(QStringLiteral("text")));
        painter.drawText(where, Qt::AlignCenter, name);
    }
}

void PointMap::drawLegend(QPainter& painter) const
{
    if (pairs() == 0)
        return;
    const Theme& theme = Theme::instance();
    const QColor background = theme.color(QStringLiteral("panel"));
    const QFontMetrics metrics = painter.fontMetrics();
    const int line = metrics.height() + 4;
    const bool kinds = coloring_ == Coloring::Kind;
    const QString names[] = {tr("Picture"), tr("Caption")};
    const QString least = QString::number(static_cast<double>(least_), 'f', 2);
    const QString most = tr("%1 similarity").arg(static_cast<double>(most_), 0, 'f', 2);
    int wide = std::max(metrics.horizontalAdvance(names[0]), metrics.horizontalAdvance(names[1])) + 32;
    if (!kinds)
        wide = std::max(wide, metrics.horizontalAdvance(least + most) + kScaleWidth + 24);
    const int lines = kinds ? 2 : 3;
    const QRectF box(8, height() - 12 - lines * line, wide, lines * line + 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawRoundedRect(box, 4, 4);
    const auto colour = [&](int slot) {
        return kinds ? readableOn(okabeIto(slot), background) : theme.color(QStringLiteral("muted"));
    };
    for (const bool text : {false, true}) {
        const double y = box.top() + 2 + (text ? 1.5 : 0.5) * line;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(text ? kTextSlot : kPictureSlot));
        if (text)
            painter.drawEllipse(QPointF(box.left() + 12, y), 4, 4);
        else
            painter.drawRect(QRectF(box.left() + 8, y - 4, 8, 8));
        painter.setPen(theme.color(QStringLiteral("text")));
        painter.drawText(QRectF(box.left() + 24, y - line / 2.0, wide, line), Qt::AlignVCenter,
                         names[text ? 1 : 0]);
    }
    if (kinds)
        return;
    const QRectF row(box.left() + 8, box.top() + 2 + 2 * line, wide - 16, line);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, least);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, most);
    const double left = row.left() + metrics.horizontalAdvance(least) + 4;
    QLinearGradient scale(left, 0, left + kScaleWidth, 0);
    for (int i = 0; i <= 8; ++i)
        scale.setColorAt(i / 8.0, sequentialColor(static_cast<float>(i) / 8));
    painter.setPen(Qt::NoPen);
    painter.setBrush(scale);
    painter.drawRect(QRectF(left, row.center().y() - 4, kScaleWidth, 8));
}

void PointMap::drawAll(QPainter& painter) const
{
    drawLines(painter);
    drawPoints(painter);
    drawThumbnails(painter);
    drawMarks(painter);
    drawLegend(painter);
}

void PointMap::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(QStringLiteral("panel")));
    if (layer_.isNull()) {
        layer_ = QImage(size() * devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied);
        layer_.setDevicePixelRatio(devicePixelRatioF());
        layer_.fill(Qt::transparent);
        if (pairs() > kPixels) {
            drawPixels(layer_);
        } else {
            QPainter points(&layer_);
            drawLines(points);
            drawPoints(points);
        }
    }
    painter.drawImage(0, 0, layer_);
    drawThumbnails(painter);
    drawMarks(painter);
    drawLegend(painter);
    if (mode_ == Mode::Rectangle || mode_ == Mode::Lasso) {
        const QColor accent = theme.color(QStringLiteral("accent"));
        QColor fill = accent;
        fill.setAlphaF(0.12F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(accent, 1));
        painter.setBrush(fill);
        if (mode_ == Mode::Rectangle)
            painter.drawRect(QRectF(start_, last_).normalized());
        else
            painter.drawPolygon(lasso_);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(QStringLiteral("accent")), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

int PointMap::pairAt(const QPointF& at) const
{
    int best = -1;
    double nearest = kNear;
    for (const bool text : {false, true})
        for (int pair = 0; pair < pairs(); ++pair) {
            const QPointF off = toWidget(place(pair, text)) - at;
            const double distance = std::hypot(off.x(), off.y());
            if (distance < nearest) {
                nearest = distance;
                best = pair;
            }
        }
    return best;
}

void PointMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    start_ = last_ = event->position();
    mode_ = event->modifiers().testFlag(Qt::ShiftModifier) ? Mode::Rectangle
            : event->modifiers().testFlag(Qt::AltModifier) ? Mode::Lasso
                                                           : Mode::Pan;
    lasso_ = {start_};
}

void PointMap::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (mode_ == Mode::None) {
        const int pair = pairAt(at);
        if (pair != hover_) {
            hover_ = pair;
            Q_EMIT hovered(pair, event->globalPosition().toPoint());
            update();
        }
        return;
    }
    if (mode_ == Mode::Pan && (at - start_).manhattanLength() >= kDrag) {
        center_ -= QPointF(at.x() - last_.x(), last_.y() - at.y()) / scale_;
        fitted_ = false;
        touch();
    }
    if (mode_ == Mode::Lasso)
        lasso_.push_back(at);
    last_ = at;
    update();
}

void PointMap::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool click = (event->position() - start_).manhattanLength() < kDrag;
    if (mode_ == Mode::Pan && click) {
        if (const int pair = pairAt(event->position()); pair >= 0) {
            setPrimary(pair);
            Q_EMIT primaryChosen(pair);
        }
    } else if (!click && (mode_ == Mode::Rectangle || mode_ == Mode::Lasso)) {
        finishArea(event->modifiers());
    }
    mode_ = Mode::None;
    update();
}

void PointMap::finishArea(Qt::KeyboardModifiers modifiers)
{
    QPainterPath area;
    if (mode_ == Mode::Rectangle)
        area.addRect(QRectF(start_, last_).normalized());
    else
        area.addPolygon(lasso_);
    const QRectF bounds = area.boundingRect();
    QSet<int> chosen = modifiers.testFlag(Qt::ControlModifier) ? selection_ : QSet<int>{};
    for (const bool text : {false, true})
        for (int pair = 0; pair < pairs(); ++pair) {
            const QPointF at = toWidget(place(pair, text));
            if (bounds.contains(at) && area.contains(at))
                chosen.insert(pair);
        }
    setSelection(chosen);
    Q_EMIT selectionChosen(selection_);
}

void PointMap::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    fit();
}

void PointMap::leaveEvent(QEvent* /*event*/)
{
    hover_ = -1;
    Q_EMIT hovered(-1, {});
    update();
}

void PointMap::wheelEvent(QWheelEvent* event)
{
    zoom(std::pow(kZoomPerNotch, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

int PointMap::next(int key) const
{
    if (primary_ < 0)
        return pairs() > 0 ? 0 : -1;
    const QPointF from = pictureAt(primary_);
    int best = -1;
    double nearest = INFINITY;
    for (int pair = 0; pair < pairs(); ++pair) {
        const QPointF off = pictureAt(pair) - from;
        const double along = key == Qt::Key_Left    ? -off.x()
                             : key == Qt::Key_Right ? off.x()
                             : key == Qt::Key_Up    ? -off.y()
                                                    : off.y();
        const double beside = key == Qt::Key_Left || key == Qt::Key_Right ? off.y() : off.x();
        // Within 45 degrees of the direction.
        if (pair == primary_ || along <= std::abs(beside))
            continue;
        if (const double distance = std::hypot(along, beside); distance < nearest) {
            nearest = distance;
            best = pair;
        }
    }
    return best;
}

void PointMap::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (const int pair = next(event->key()); pair >= 0) {
            setPrimary(pair);
            Q_EMIT primaryChosen(pair);
        }
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kZoomPerKey, QRectF(rect()).center());
        break;
    case Qt::Key_Minus:
        zoom(1 / kZoomPerKey, QRectF(rect()).center());
        break;
    case Qt::Key_Escape:
        setSelection({});
        setPrimary(-1);
        Q_EMIT selectionChosen(selection_);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PointMap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (fitted_)
        fit();
    touch();
}

Status PointMap::savePicture(const QString& file) const
{
    return saveDrawing(size(), accessibleName(), file, [this](QPaintDevice& device) {
        QPainter painter(&device);
        painter.fillRect(rect(), Theme::instance().color(QStringLiteral("panel")));
        drawAll(painter);
    });
}

} // namespace unimo::plots
