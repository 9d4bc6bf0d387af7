// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QVector>

class QCPItemStraightLine;
class QCPItemTracer;
class QCPLayer;
class QCustomPlot;

namespace unimo::plots {

/// A vertical line with a dot on each curve, on a layer of its own: moving it redraws nothing else.
class Crosshair
{
public:
    struct Dot
    {
        double x = 0;
        double y = 0;
        QColor color;
    };

    explicit Crosshair(QCustomPlot* plot);
    void show(double x, const QVector<Dot>& dots, const QColor& lineColor);
    void hide();

private:
    QCustomPlot* plot_;
    QCPLayer* layer_;
    QCPItemStraightLine* line_;
    QVector<QCPItemTracer*> dots_; ///< those not needed at the moment are hidden
};

} // namespace unimo::plots
