// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_gestures.h"

#include "widgets/plots/detail/qcustomplot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>
#include <cmath>

namespace unimo::plots {
namespace {

constexpr int kLeastBand = 4;          ///< pixels; anything smaller was a click

/// Sets a range if an axis can show it; a double has about 16 digits.
void setRange(QCPAxis* axis, double lower, double upper)
{
    const double size = upper - lower;
    const double largest = std::max(std::abs(lower), std::abs(upper));
    const bool logOk = axis->scaleType() != QCPAxis::stLogarithmic || lower > 0;
    if (std::isfinite(size) && size > largest * 1e-12 && logOk &&
        QCPRange::validRange(lower, upper))
        axis->setRange(lower, upper);
}

void scale(QCPAxis* axis, double factor, double pixel)
{
    const double center = axis->pixelToCoord(pixel);
    const QCPRange range = axis->range();
    if (axis->scaleType() == QCPAxis::stLogarithmic)
        setRange(axis, center * std::pow(range.lower / center, factor),
                 center * std::pow(range.upper / center, factor));
    else
        setRange(axis, center + (range.lower - center) * factor,
                 center + (range.upper - center) * factor);
}

void pan(QCPAxis* axis, double fromPixel, double toPixel)
{
    const double from = axis->pixelToCoord(fromPixel);
    const double to = axis->pixelToCoord(toPixel);
    const QCPRange range = axis->range();
    if (axis->scaleType() == QCPAxis::stLogarithmic)
        setRange(axis, range.lower * from / to, range.upper * from / to);
    else
        setRange(axis, range.lower + from - to, range.upper + from - to);
}

} // namespace

PlotGestures::PlotGestures(QCustomPlot* plot)
    : QObject(plot), plot_(plot), band_(new QRubberBand(QRubberBand::Rectangle, plot))
{
    plot_->installEventFilter(this);
    plot_->setFocusPolicy(Qt::StrongFocus);
}

PlotGestures::~PlotGestures() = default;

bool PlotGestures::eventFilter(QObject*, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        press(static_cast<QMouseEvent*>(event));
        return false;
    case QEvent::MouseMove:
        move(static_cast<QMouseEvent*>(event));
        return false;
    case QEvent::MouseButtonRelease:
        release(static_cast<QMouseEvent*>(event));
        return false;
    case QEvent::MouseButtonDblClick:
        Q_EMIT fitWanted();
        return true;
    case QEvent::Wheel:
        wheel(static_cast<QWheelEvent*>(event));
        return true;
    case QEvent::KeyPress:
        return key(static_cast<QKeyEvent*>(event)->key());
    default:
        return false;
    }
}

void PlotGestures::press(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !plot_->axisRectAt(event->position()))
        return;
    start_ = last_ = event->position();
    mode_ = event->modifiers() & Qt::ShiftModifier ? Mode::Rectangle : Mode::Pan;
}

void PlotGestures::move(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (mode_ == Mode::Rectangle) {
        const QRect bounds = plot_->axisRect()->rect();
        band_->setGeometry(QRectF(start_, at).normalized().toRect() & bounds);
        band_->show();
    } else if (mode_ == Mode::Pan) {
        plot_->setCursor(Qt::ClosedHandCursor);
        pan(plot_->xAxis, last_.x(), at.x());
        pan(plot_->yAxis, last_.y(), at.y());
        Q_EMIT changed();
    }
    last_ = at;
}

void PlotGestures::release(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (mode_ == Mode::Rectangle && band_->isVisible())
        zoomToBand();
    band_->hide();
    plot_->unsetCursor();
    mode_ = Mode::None;
}

void PlotGestures::zoomToBand()
{
    const QRect band = band_->geometry();
    if (band.width() < kLeastBand || band.height() < kLeastBand)
        return;
    setRange(plot_->xAxis, plot_->xAxis->pixelToCoord(band.left()),
             plot_->xAxis->pixelToCoord(band.right()));
    setRange(plot_->yAxis, plot_->yAxis->pixelToCoord(band.bottom()),
             plot_->yAxis->pixelToCoord(band.top()));
    Q_EMIT changed();
}

void PlotGestures::wheel(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (notches == 0)
        return;
    const QRect rect = plot_->axisRect()->rect();
    const QPointF at = event->position();
    const bool besideY = at.x() < rect.left();
    const bool belowX = at.y() > rect.bottom();
    zoom(std::pow(kZoomPerNotch, notches), at, !besideY, !belowX);
}

void PlotGestures::zoom(double factor, QPointF center, bool horizontal, bool vertical)
{
    if (horizontal)
        scale(plot_->xAxis, factor, center.x());
    if (vertical)
        scale(plot_->yAxis, factor, center.y());
    Q_EMIT changed();
}

bool PlotGestures::key(int key)
{
    const QPointF center = QRectF(plot_->axisRect()->rect()).center();
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kZoomPerKey, center, true, true);
        return true;
    case Qt::Key_Minus:
        zoom(1 / kZoomPerKey, center, true, true);
        return true;
    case Qt::Key_Escape:
        mode_ = Mode::None;
        band_->hide();
        plot_->unsetCursor();
        Q_EMIT cleared();
        return true;
    default:
        return false;
    }
}

} // namespace unimo::plots
