// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/crosshair.h"

#include "widgets/plots/detail/qcustomplot.h"

namespace unimo::plots {
namespace {
constexpr double kDotSize = 7;
}

Crosshair::Crosshair(QCustomPlot* plot) : plot_(plot)
{
    const QString name = QStringLiteral("crosshair");
    plot_->addLayer(name, plot_->layer(QStringLiteral("overlay")), QCustomPlot::limAbove);
    layer_ = plot_->layer(name);
    layer_->setMode(QCPLayer::lmBuffered);
    line_ = new QCPItemStraightLine(plot_);
    line_->setLayer(layer_);
    line_->setVisible(false);
}

void Crosshair::show(double x, const QVector<Dot>& dots, const QColor& lineColor)
{
    line_->setPen(QPen(lineColor, 0, Qt::DashLine));
    line_->point1->setCoords(x, plot_->yAxis->range().lower);
    line_->point2->setCoords(x, plot_->yAxis->range().upper);
    line_->setVisible(true);
    while (dots_.size() < dots.size()) {
        auto* tracer = new QCPItemTracer(plot_);
        tracer->setStyle(QCPItemTracer::tsCircle);
        tracer->setSize(kDotSize);
        tracer->setLayer(layer_);
        dots_.append(tracer);
    }
    for (qsizetype i = 0; i < dots_.size(); ++i) {
        dots_[i]->setVisible(i < dots.size());
        if (i >= dots.size())
            continue;
        dots_[i]->position->setCoords(dots[i].x, dots[i].y);
        dots_[i]->setPen(QPen(dots[i].color));
        dots_[i]->setBrush(dots[i].color);
    }
    layer_->replot();
}

void Crosshair::hide()
{
    line_->setVisible(false);
    for (QCPItemTracer* dot : dots_)
        dot->setVisible(false);
    layer_->replot();
}

} // namespace unimo::plots
