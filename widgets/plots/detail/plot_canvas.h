// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/detail/qcustomplot.h"
#include "widgets/plots/replot_timer.h"

namespace unimo::plots {

/// A QCustomPlot that says when to draw instead of drawing at once: a window full of charts is
/// resized, filled and scrolled without drawing each of them on the spot, or at all while out of
/// sight.
class PlotCanvas : public QCustomPlot
{
    Q_OBJECT
public:
    explicit PlotCanvas(QWidget* parent);
    /// Something has changed: redrawDue() follows, at the latest when the canvas comes into sight.
    void redrawSoon() { timer_.request(); }

Q_SIGNALS:
    void redrawDue();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    ReplotTimer timer_;
    bool outOfSight_ = false; ///< a redraw waits until somebody looks
};

} // namespace unimo::plots
