// SPDX-License-Identifier: GPL-3.0-or-later
// What a CurvePlot tells of the step that is pointed at, by mouse and by keys.
#include "widgets/look/theme.h"
#include "widgets/plots/axis_tickers.h"
#include "widgets/plots/crosshair.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/plot_gestures.h"
#include "widgets/plots/value_table.h"

#include <QApplication>
#include <QKeyEvent>
#include <algorithm>
#include <cmath>
#include <limits>

namespace unimo::plots {
namespace {

constexpr double kOnCurve = 8; ///< pixels from a curve that still hit it

} // namespace

void CurvePlot::setCrosshairLink(CrosshairLink* link)
{
    if (link_)
        link_->disconnect(this);
    link_ = link;
    connect(link_, &CrosshairLink::moved, this, [this] {
        if (isVisible())
            showCrosshair();
    });
}

const CurvePlot::Curve* CurvePlot::focusedCurve() const
{
    const Curve* first = nullptr;
    for (const auto& curve : curves_) {
        if (!drawn(*curve) || curve->points().empty())
            continue;
        if (curve->run == focused_)
            return curve.get();
        if (!first)
            first = curve.get();
    }
    return first;
}

std::vector<CurvePlot::Pointed> CurvePlot::pointedAt(double x) const
{
    constexpr double kSlack = 6; // pixels beyond a curve's ends
    const double slackLeft = canvas_->xAxis->pixelToCoord(canvas_->xAxis->coordToPixel(x) - kSlack);
    const double slackRight =
        canvas_->xAxis->pixelToCoord(canvas_->xAxis->coordToPixel(x) + kSlack);
    std::vector<Pointed> found;
    for (const auto& curve : curves_)
        if (const CurveSeries& points = curve->points(); drawn(*curve) && !points.empty() &&
                                                         points.x().front() <= slackRight &&
                                                         points.x().back() >= slackLeft)
            found.push_back({curve.get(), points.nearest(x)});
    return found;
}

void CurvePlot::showCrosshair()
{
    const auto pointed = link_ && link_->x() ? pointedAt(*link_->x()) : std::vector<Pointed>{};
    if (pointed.empty() || !canvas_->xAxis->range().contains(*link_->x())) {
        crosshair_->hide();
        table_->hide();
        return;
    }
    QVector<Crosshair::Dot> dots;
    QVector<ValueTable::Row> rows;
    for (const auto& [curve, index] : pointed) {
        const CurveSeries& points = curve->points();
        const auto shown = static_cast<double>(points.smoothed()[index]);
        if (drawable(points.x()[index], shown))
            dots.append({points.x()[index], shown, curve->color});
        // Beside the plot that is pointed at the colours say enough.
        rows.append({curve->color, link_->source() == this ? nameAt(*curve, index) : QString(),
                     valueAt(*curve, index)});
    }
    const double x = *link_->x();
    crosshair_->show(x, dots, colors_.muted);
    QString heading = formatX(xAxis_, x);
    if (xAxis_ != XAxis::Step) // the step says more than a time when only one curve is there
        heading += tr(", step %1")
                       .arg(look::formatCount(
                           pointed.front().curve->points().at(pointed.front().index).step));
    for (const Mark& mark : marks_)
        if (xAxis_ == XAxis::Step && std::llround(x) == mark.step)
            heading += QStringLiteral(", ") + mark.text;
    table_->setContent(heading, rows);
    table_->placeAwayFrom(static_cast<int>(canvas_->xAxis->coordToPixel(x)),
                          canvas_->axisRect()->rect());
    table_->show();
    canvas_->setAccessibleDescription(heading + QStringLiteral(": ") + rows.front().value);
}

void CurvePlot::pointAt(QPointF pixel)
{
    if (!canvas_->axisRect()->rect().contains(pixel.toPoint())) {
        link_->clear();
        return;
    }
    const auto pointed = pointedAt(canvas_->xAxis->pixelToCoord(pixel.x()));
    const auto distance = [&](const Pointed& at) {
        const auto value = static_cast<double>(at.curve->points().smoothed()[at.index]);
        return std::isfinite(value) ? std::abs(canvas_->yAxis->coordToPixel(value) - pixel.y())
                                    : std::numeric_limits<double>::max();
    };
    const auto nearest =
        std::min_element(pointed.begin(), pointed.end(), [&](const Pointed& a, const Pointed& b) {
            return distance(a) < distance(b);
        });
    if (nearest == pointed.end()) {
        link_->clear();
        return;
    }
    focused_ = nearest->curve->run;
    link_->point(nearest->curve->points().x()[nearest->index], this);
}

bool CurvePlot::isOnCurve(QPointF pixel)
{
    pointAt(pixel);
    const auto point = chosenPoint();
    return point && distance(*point->curve, pixel) <= kOnCurve;
}

double CurvePlot::distance(const Curve& curve, QPointF pixel) const
{
    const CurveSeries& points = curve.points();
    const auto at = [&](size_t i) {
        return pixelOf(points.x()[i], static_cast<double>(points.smoothed()[i]));
    };
    const size_t near = points.nearest(canvas_->xAxis->pixelToCoord(pixel.x()));
    double least = QLineF(at(near), pixel).length();
    for (const size_t to : {near > 0 ? near - 1 : near, std::min(near + 1, points.size() - 1)}) {
        const QLineF line(at(near), at(to));
        const QLineF there(at(near), pixel);
        const double length = line.length();
        if (!(length > 0))
            continue;
        const double along = (line.dx() * there.dx() + line.dy() * there.dy()) / length;
        if (along >= 0 && along <= length)
            least =
                std::min(least, std::abs(line.dx() * there.dy() - line.dy() * there.dx()) / length);
    }
    return std::isfinite(least) ? least : std::numeric_limits<double>::max();
}

std::optional<CurvePlot::Pointed> CurvePlot::chosenPoint() const
{
    if (!link_ || !link_->x() || link_->source() != this)
        return std::nullopt;
    const Curve* curve = focusedCurve();
    if (!curve)
        return std::nullopt;
    return Pointed{curve, curve->points().nearest(*link_->x())};
}

void CurvePlot::pointTo(const Curve& curve, size_t index)
{
    focused_ = curve.run;
    const double x = curve.points().x()[index];
    const QCPRange range = canvas_->xAxis->range();
    if (!range.contains(x)) {
        follows_ = false;
        canvas_->xAxis->setRange(x, range.size(), Qt::AlignCenter);
        redrawNow();
    }
    link_->point(x, this);
}

bool CurvePlot::key(int key)
{
    if (key == Qt::Key_F) {
        fit();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (const auto point = chosenPoint())
            Q_EMIT pointChosen(point->curve->run, point->curve->points().at(point->index).step);
        return true;
    }
    const Curve* curve = focusedCurve();
    if (!curve)
        return false;
    const size_t last = curve->points().size() - 1;
    const double x = link_->x().value_or(canvas_->xAxis->range().center());
    const size_t at = curve->points().nearest(x);
    const double page = canvas_->xAxis->range().size() / 10;
    switch (key) {
    case Qt::Key_Left:
        pointTo(*curve, at > 0 ? at - 1 : 0);
        return true;
    case Qt::Key_Right:
        pointTo(*curve, std::min(at + 1, last));
        return true;
    case Qt::Key_Home:
        pointTo(*curve, 0);
        return true;
    case Qt::Key_End:
        pointTo(*curve, last);
        return true;
    case Qt::Key_PageUp:
        pointTo(*curve, curve->points().nearest(x - page));
        return true;
    case Qt::Key_PageDown:
        pointTo(*curve, curve->points().nearest(x + page));
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const auto pointed = pointedAt(x);
        const auto here = std::find_if(pointed.begin(), pointed.end(),
                                       [&](const Pointed& p) { return p.curve == curve; });
        if (here == pointed.end())
            return true;
        const size_t count = pointed.size();
        const auto place = static_cast<size_t>(here - pointed.begin());
        const Pointed& next = pointed[(place + (key == Qt::Key_Up ? count - 1 : 1)) % count];
        pointTo(*next.curve, next.index);
        return true;
    }
    default:
        return false;
    }
}

void CurvePlot::installEventFilterOnCanvas(QObject* filter)
{
    canvas_->installEventFilter(filter);
}

bool CurvePlot::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        if (!gestures_->dragging())
            pointAt(static_cast<QMouseEvent*>(event)->position());
        break;
    case QEvent::MouseButtonDblClick:
        if (isOnCurve(static_cast<QMouseEvent*>(event)->position()))
            return key(Qt::Key_Return);
        break;
    case QEvent::ContextMenu: {
        const auto* menu = static_cast<QContextMenuEvent*>(event);
        if (menu->reason() == QContextMenuEvent::Mouse)
            pointAt(menu->pos());
        openMenu(menu->globalPos());
        return true;
    }
    case QEvent::Leave:
        // Where a menu opens the pointer leaves too.
        if (!QApplication::activePopupWidget())
            link_->clear();
        break;
    case QEvent::Resize:
        touch();
        break;
    case QEvent::KeyPress:
        if (key(static_cast<QKeyEvent*>(event)->key()))
            return true;
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace unimo::plots
