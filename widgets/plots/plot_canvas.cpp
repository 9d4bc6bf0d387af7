// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/detail/plot_canvas.h"

#include <utility>

namespace unimo::plots {

PlotCanvas::PlotCanvas(QWidget* parent) : QCustomPlot(parent), timer_(this)
{
    // As one path, a noisy curve that crosses its own line thousands of times takes a second.
    setPlottingHint(QCP::phFastPolylines);
    connect(&timer_, &ReplotTimer::due, this, [this] {
        outOfSight_ = visibleRegion().isEmpty();
        if (!outOfSight_)
            Q_EMIT redrawDue();
    });
}

void PlotCanvas::resizeEvent(QResizeEvent* /*event*/)
{
    setViewport(rect());
    redrawSoon();
}

void PlotCanvas::paintEvent(QPaintEvent* event)
{
    QCustomPlot::paintEvent(event);
    if (std::exchange(outOfSight_, false))
        redrawSoon();
}

} // namespace unimo::plots
