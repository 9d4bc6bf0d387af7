// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/point_map.h"

#include "widgets/look/theme.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/plot_gestures.h"
#include "widgets/plots/point_stamp.h"
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

constexpr int kMargin = 28;       ///< pixels around what is fitted
constexpr double kNear = 8;       ///< pixels within which a point is under the cursor
constexpr int kDrag = 4;          ///< pixels; anything smaller was a click
constexpr int kPixels = 10'000;   ///< pairs from which on points are single pixels
constexpr int kSmoothLines = 250; ///< pairs up to which lines have smooth edges
constexpr int kLines = 5000;      ///< pairs up to which all have a line; else the selected ones
constexpr int kFadedAlpha = 64;   ///< of points that are not selected, while others are
constexpr int kThumbnailSide = 48;
constexpr int kThumbnailRoom = 6; ///< times its own area that each picture in the view must have
constexpr int kScaleWidth = 72;   ///< of the colour scale
constexpr int kScaleColors = 256;

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
        setSelection({});
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
    chosen_.assign(values_.size(), 0);
    for (const int pair : pairs)
        chosen_[static_cast<size_t>(pair)] = 1;
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

PointMap::Palette PointMap::palette() const
{
    const QColor background = Theme::instance().color(QStringLiteral("panel"));
    Palette colors{{readableOn(okabeIto(kPictureSlot), background).rgba(),
                    readableOn(okabeIto(kTextSlot), background).rgba()},
                   {}};
    if (coloring_ == Coloring::Similarity)
        for (int i = 0; i < kScaleColors; ++i)
            colors.scale.push_back(
                sequentialColor(static_cast<float>(i) / static_cast<float>(kScaleColors - 1))
                    .rgba());
    return colors;
}

QRgb PointMap::colorOf(const Palette& palette, int pair, bool text) const
{
    if (palette.scale.empty())
        return palette.kinds[text ? 1 : 0];
    const float size = most_ - least_;
    const float share = size > 0 ? (values_[static_cast<size_t>(pair)] - least_) / size : 1.0F;
    return palette.scale[static_cast<size_t>(share * static_cast<float>(kScaleColors - 1))];
}

template <typename Use>
void PointMap::forLines(const Use& use) const
{
    const bool all = pairs() <= kLines;
    if (!lines_ || (!all && selection_.size() > kLines))
        return;
    const QRgb muted = Theme::instance().color(QStringLiteral("muted")).rgb();
    const Palette colors = palette();
    for (int pair = 0; pair < pairs(); ++pair) {
        const bool chosen = chosen_[static_cast<size_t>(pair)];
        if (!all && !chosen)
            continue;
        const int alpha = chosen ? 230 : selection_.isEmpty() ? 77 : 20;
        const QRgb color = colors.scale.empty() ? muted : colorOf(colors, pair, false);
        use(QLineF(pictureAt(pair), textAt(pair)),
            qRgba(qRed(color), qGreen(color), qBlue(color), alpha), chosen);
    }
}

void PointMap::drawLines(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    forLines([&](const QLineF& line, QRgb color, bool chosen) {
        painter.setPen(QPen(QColor::fromRgba(color), chosen ? 1.5 : 1));
        painter.drawLine(line);
    });
}

void PointMap::stampLines(QImage& image) const
{
    if (pairs() <= kSmoothLines) {
        QPainter painter(&image);
        drawLines(painter);
        return;
    }
    const double ratio = image.devicePixelRatio();
    forLines([&](const QLineF& line, QRgb color, bool /*chosen*/) {
        putLine(image, QLineF(line.p1() * ratio, line.p2() * ratio), color);
    });
}

void PointMap::drawPoints(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = radiusFor(pairs());
    const Palette colors = palette();
    forSeen(1, radius, [&](int pair, bool text, double x, double y) {
        QColor color = QColor::fromRgb(colorOf(colors, pair, text));
        if (!selection_.isEmpty() && !chosen_[static_cast<size_t>(pair)])
            color.setAlpha(kFadedAlpha);
        painter.setBrush(color);
        if (text)
            painter.drawEllipse(QPointF(x, y), radius, radius);
        else
            painter.drawRect(QRectF(x - radius, y - radius, 2 * radius, 2 * radius));
    });
}

template <typename Use>
void PointMap::forSeen(double ratio, double margin, const Use& use) const
{
    const double scaled = scale_ * ratio;
    const QPointF zero = toWidget({0, 0}) * ratio;
    const double wide = width() * ratio + margin, high = height() * ratio + margin;
    for (const bool text : {false, true})
        for (int pair = 0; pair < pairs(); ++pair) {
            const QPointF& at = places_[static_cast<size_t>(text ? pairs() + pair : pair)];
            const double x = zero.x() + at.x() * scaled, y = zero.y() - at.y() * scaled;
            if (x >= -margin && y >= -margin && x < wide && y < high)
                use(pair, text, x, y);
        }
}

void PointMap::stampPoints(QImage& image) const
{
    const double ratio = image.devicePixelRatio();
    const double radius = radiusFor(pairs()) * ratio;
    const PointStamp stamps[] = {{PointStamp::Shape::Square, radius},
                                 {PointStamp::Shape::Dot, radius}};
    const Palette colors = palette();
    const bool pixels = pairs() > kPixels;
    const qsizetype stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    auto* bits = reinterpret_cast<QRgb*>(image.bits());
    forSeen(ratio, pixels ? 0 : radius, [&](int pair, bool text, double x, double y) {
        const bool faded = !selection_.isEmpty() && !chosen_[static_cast<size_t>(pair)];
        const QRgb color = colorOf(colors, pair, text);
        if (!pixels)
            stamps[text ? 1 : 0].put(image, static_cast<int>(x), static_cast<int>(y),
                                     faded ? (color & 0xffffff) | kFadedAlpha << 24 : color);
        else if (!faded)
            bits[static_cast<qsizetype>(y) * stride + static_cast<qsizetype>(x)] = color;
    });
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
    const QColor frame =
        readableOn(okabeIto(kPictureSlot), Theme::instance().color(QStringLiteral("panel")));
    for (const int pair : seen) {
        const QPixmap picture = thumbnail_(pair);
        if (picture.isNull())
            continue;
        const QSizeF size =
            QSizeF(picture.size()).scaled(kThumbnailSide, kThumbnailSide, Qt::KeepAspectRatio);
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
    const Palette colors = palette();
    for (const int pair : seen) {
        painter.setBrush(QColor::fromRgb(colorOf(colors, pair, true)));
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
        const double x =
            at.x() + 12 + box.width() > width() ? at.x() - 12 - box.width() : at.x() + 12;
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
    int wide =
        std::max(metrics.horizontalAdvance(names[0]), metrics.horizontalAdvance(names[1])) + 32;
    if (!kinds)
        wide = std::max(wide, metrics.horizontalAdvance(least + most) + kScaleWidth + 24);
    const int lines = kinds ? 2 : 3;
    const QRectF box(8, height() - 12 - lines * line, wide, lines * line + 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawRoundedRect(box, 4, 4);
    const auto colour = [&](int slot) {
        return kinds ? readableOn(okabeIto(slot), background)
                     : theme.color(QStringLiteral("muted"));
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
        stampLines(layer_);
        stampPoints(layer_);
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
    double nearest = kNear * kNear;
    forSeen(1, kNear, [&](int pair, bool /*text*/, double x, double y) {
        const double dx = x - at.x(), dy = y - at.y(), squared = dx * dx + dy * dy;
        if (squared < nearest) {
            nearest = squared;
            best = pair;
        }
    });
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

namespace {

/// The pixels of `bounds` that a lasso holds, one byte each: asking the polygon itself for each of
/// a million points would take a second.
QImage insideOf(const QPolygonF& lasso, const QRectF& bounds)
{
    QImage image(static_cast<int>(bounds.width()) + 1, static_cast<int>(bounds.height()) + 1,
                 QImage::Format_Grayscale8);
    image.fill(0);
    QPainter painter(&image);
    painter.translate(-bounds.topLeft());
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawPolygon(lasso);
    return image;
}

} // namespace

void PointMap::finishArea(Qt::KeyboardModifiers modifiers)
{
    const bool lasso = mode_ == Mode::Lasso;
    const QRectF bounds = lasso ? lasso_.boundingRect() : QRectF(start_, last_).normalized();
    const QImage inside = lasso ? insideOf(lasso_, bounds) : QImage();
    std::vector<uint8_t> chosen(values_.size());
    if (modifiers.testFlag(Qt::ControlModifier))
        chosen = chosen_;
    forSeen(1, 0, [&](int pair, bool /*text*/, double x, double y) {
        if (!bounds.contains(x, y))
            return;
        const auto column = static_cast<int>(x - bounds.x());
        const auto row = static_cast<int>(y - bounds.y());
        if (!lasso || inside.constScanLine(row)[column] != 0)
            chosen[static_cast<size_t>(pair)] = 1;
    });
    QSet<int> pairs;
    pairs.reserve(static_cast<qsizetype>(std::count(chosen.begin(), chosen.end(), 1)));
    for (size_t pair = 0; pair < chosen.size(); ++pair)
        if (chosen[pair])
            pairs.insert(static_cast<int>(pair));
    setSelection(pairs);
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
