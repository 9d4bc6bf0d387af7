// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/point_map.h"

#include "widgets/look/theme.h"
#include "widgets/plots/plot_gestures.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace unimo::plots {

using look::Theme;

namespace {

constexpr int kMargin = 28; ///< pixels around what is fitted
constexpr double kNear = 8; ///< pixels within which a point is under the cursor
constexpr int kDrag = 4;    ///< pixels; anything smaller was a click

} // namespace

PointMap::PointMap(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 180);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&Theme::instance(), &Theme::changed, this, &PointMap::touch);
}

void PointMap::setPairs(const std::vector<QPointF>& places, std::vector<float> values)
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
    movePairs(places);
}

void PointMap::movePairs(const std::vector<QPointF>& places)
{
    gridded_ = false;
    x_.resize(places.size());
    y_.resize(places.size());
    for (size_t i = 0; i < places.size(); ++i) {
        x_[i] = static_cast<float>(places[i].x());
        y_[i] = static_cast<float>(places[i].y());
    }
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

void PointMap::setContours(QVector<QPolygonF> pictures, QVector<QPolygonF> captions)
{
    contours_[0] = std::move(pictures);
    contours_[1] = std::move(captions);
    touch();
}

void PointMap::setLabels(std::vector<std::pair<QPointF, QString>> labels)
{
    labels_ = std::move(labels);
    plates_.reset();
    update();
}

void PointMap::setProbe(const std::optional<QPointF>& place, const QString& name,
                        const QPixmap& picture)
{
    probe_ = place;
    probeName_ = name;
    probePicture_ = picture;
    plates_.reset();
    update();
}

std::optional<QPointF> PointMap::probeAt() const
{
    return probe_ ? std::optional(toWidget(*probe_)) : std::nullopt;
}

void PointMap::setStar(QVector<StarKind> kinds, std::vector<StarPoint> points)
{
    starKinds_ = std::move(kinds);
    star_ = std::move(points);
    starCurrent_ = starHover_ = -1;
    plates_.reset();
    update();
}

void PointMap::setStarCurrent(int point)
{
    starCurrent_ = point;
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
    plates_.reset();
    update();
}

void PointMap::touch()
{
    layer_ = {};
    panned_ = {};
    plates_.reset();
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
    if (x_.empty())
        return;
    const auto [left, right] = std::minmax_element(x_.begin(), x_.end());
    const auto [bottom, top] = std::minmax_element(y_.begin(), y_.end());
    fitTo({QPointF(static_cast<double>(*left), static_cast<double>(*bottom)),
           QPointF(static_cast<double>(*right), static_cast<double>(*top))});
}

void PointMap::fitTo(const QRectF& area)
{
    center_ = area.center();
    const double wide = std::max(1.0, width() - 2.0 * kMargin);
    const double high = std::max(1.0, height() - 2.0 * kMargin);
    scale_ = std::min(wide / std::max(area.width(), 1e-9), high / std::max(area.height(), 1e-9));
    touch();
}

void PointMap::fitStar()
{
    if (primary_ < 0)
        return;
    const View before = view();
    QPolygonF all{place(primary_, false), place(primary_, true)};
    for (const StarPoint& point : star_)
        all << point.place;
    fitted_ = false;
    fitTo(all.boundingRect());
    Q_EMIT viewChanged(before);
}

void PointMap::setView(const View& view)
{
    center_ = view.center;
    scale_ = view.scale;
    fitted_ = view.fitted;
    if (fitted_)
        fit();
    touch();
}

void PointMap::zoom(double factor, const QPointF& at)
{
    const View before = view();
    const QPointF held = toPlane(at);
    scale_ = std::clamp(scale_ / factor, 1e-6, 1e9);
    center_ += held - toPlane(at);
    fitted_ = false;
    touch();
    Q_EMIT viewChanged(before);
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

int PointMap::starAt(const QPointF& at) const
{
    int best = -1;
    double nearest = kNear;
    for (int point = 0; point < starPoints(); ++point)
        if (const double off = QLineF(starPointAt(point), at).length(); off < nearest) {
            nearest = off;
            best = point;
        }
    return best;
}

void PointMap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    start_ = last_ = event->position();
    pressed_ = view();
    mode_ = event->modifiers().testFlag(Qt::ShiftModifier) ? Mode::Rectangle
            : event->modifiers().testFlag(Qt::AltModifier) ? Mode::Lasso
                                                           : Mode::Pan;
    lasso_ = {start_};
}

void PointMap::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (mode_ == Mode::None) {
        const int point = starAt(at);
        if (point != starHover_) {
            starHover_ = point;
            Q_EMIT starHovered(point, event->globalPosition().toPoint());
            update();
        }
        const int pair = point < 0 ? pairAt(at) : -1;
        if (pair != hover_) {
            hover_ = pair;
            Q_EMIT hovered(pair, event->globalPosition().toPoint());
            update();
        }
        return;
    }
    if (mode_ == Mode::Pan && (at - start_).manhattanLength() >= kDrag) {
        center_ -= QPointF(at.x() - last_.x(), last_.y() - at.y()) / scale_;
        panned_ += at - last_;
        fitted_ = false;
        update();
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
        if (const int point = starAt(event->position()); point >= 0) {
            Q_EMIT starChosen(point);
        } else if (const int pair = pairAt(event->position()); pair >= 0) {
            setPrimary(pair);
            Q_EMIT primaryChosen(pair);
        }
    } else if (mode_ == Mode::Pan) {
        Q_EMIT viewChanged(pressed_);
    } else if (!click && (mode_ == Mode::Rectangle || mode_ == Mode::Lasso)) {
        finishArea(event->modifiers());
    }
    mode_ = Mode::None;
    plates_.reset(); // other ones may have come into view
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
    const View before = view();
    fit();
    Q_EMIT viewChanged(before);
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

} // namespace unimo::plots
