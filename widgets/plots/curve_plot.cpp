// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/curve_plot.h"

#include "widgets/look/theme.h"
#include "widgets/plots/axis_tickers.h"
#include "widgets/plots/crosshair.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/plot_gestures.h"
#include "widgets/plots/value_table.h"

#include <QVBoxLayout>
#include <algorithm>

namespace unimo::plots {
CurvePlot::CurvePlot(const QString& tag, QWidget* parent)
    : QWidget(parent), tag_(tag), title_(new QLabel(tag, this)), canvas_(new PlotCanvas(this)),
      gestures_(new PlotGestures(canvas_)), table_(new ValueTable(canvas_)),
      crosshair_(std::make_unique<Crosshair>(canvas_))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("panel", true);
    buildHeader();
    canvas_->setAccessibleName(tag);
    canvas_->setMinimumSize(160, 120);
    canvas_->setMouseTracking(true);
    canvas_->installEventFilter(this);
    canvas_->setAutoAddPlottableToLegend(false);
    canvas_->axisRect()->setMinimumMargins({8, 8, 12, 4});
    canvas_->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    setXAxis(XAxis::Step);
    setCrosshairLink(new CrosshairLink(this));
    connect(gestures_, &PlotGestures::changed, this, [this] {
        follows_ = false;
        touch();
    });
    connect(gestures_, &PlotGestures::fitWanted, this, &CurvePlot::fit);
    connect(gestures_, &PlotGestures::cleared, this, [this] { link_->clear(); });
    connect(canvas_, &PlotCanvas::redrawDue, this, &CurvePlot::redrawNow);
    // Ranges decide the width of the labels, the layout decides the columns, these the points.
    connect(canvas_, &QCustomPlot::afterLayout, this, &CurvePlot::fillGraphs);
    connect(&look::Theme::instance(), &look::Theme::changed, this, &CurvePlot::takeTheme);
    takeTheme();
}

CurvePlot::~CurvePlot() = default;

QCustomPlot* CurvePlot::canvas() const
{
    return canvas_;
}

QPointF CurvePlot::pixelOf(double x, double y) const
{
    return {canvas_->xAxis->coordToPixel(x), canvas_->yAxis->coordToPixel(y)};
}

// --- curves
// ----------------------------------------------------------------------------------------

CurvePlot::Curve* CurvePlot::find(const QString& run) const
{
    const auto found = std::find_if(curves_.begin(), curves_.end(),
                                    [&](const auto& curve) { return curve->run == run; });
    return found == curves_.end() ? nullptr : found->get();
}

CurvePlot::Curve* CurvePlot::add(const QString& run)
{
    Curve* curve = curves_.emplace_back(std::make_unique<Curve>()).get();
    curve->run = run;
    curve->data.setSmoothing(smoothing_);
    curve->data.setXAxis(xAxis_);
    curve->raw = canvas_->addGraph();
    curve->line = canvas_->addGraph();
    curve->gaps = canvas_->addGraph();
    curve->gaps->setLineStyle(QCPGraph::lsNone);
    for (QCPGraph* graph : {curve->raw, curve->line, curve->gaps})
        graph->setAdaptiveSampling(false); // the points are chosen already
    return curve;
}

void CurvePlot::remove(Curve* curve)
{
    for (QCPGraph* graph : {curve->raw, curve->line, curve->gaps, curve->high, curve->low})
        if (graph)
            canvas_->removeGraph(graph);
    std::erase_if(curves_, [&](const auto& known) { return known.get() == curve; });
}

void CurvePlot::setCurve(const QString& run, const QString& name, int colorSlot)
{
    Curve* curve = find(run);
    if (!curve)
        curve = add(run);
    curve->name = name;
    curve->slot = colorSlot;
    memberChanged(run);
    applyColors(colors_);
    touch();
}

void CurvePlot::removeCurve(const QString& run)
{
    if (Curve* curve = find(run)) {
        remove(curve);
        memberChanged(run);
        touch();
    }
}

void CurvePlot::setCurveVisible(const QString& run, bool visible)
{
    Curve* curve = find(run);
    if (!curve || curve->visible == visible)
        return;
    curve->visible = visible;
    memberChanged(run);
    touch();
}

void CurvePlot::append(const QString& run, const std::vector<CurvePoint>& points)
{
    if (Curve* curve = find(run)) {
        curve->data.append(points);
        memberChanged(run);
        touch();
    }
}

void CurvePlot::purge(const QString& run, int64_t fromStep)
{
    if (Curve* curve = find(run)) {
        curve->data.purge(fromStep);
        memberChanged(run);
        touch();
    }
}

const CurveSeries* CurvePlot::series(const QString& run) const
{
    const Curve* curve = find(run);
    return curve ? &curve->data : nullptr;
}

// --- how they are shown
// ----------------------------------------------------------------------------

void CurvePlot::setSmoothing(Smoothing smoothing)
{
    smoothing_ = smoothing;
    for (const auto& curve : curves_) {
        curve->data.setSmoothing(smoothing);
        if (curve->group)
            curve->group->setSmoothing(smoothing);
    }
    touch();
}

void CurvePlot::setXAxis(XAxis axis)
{
    xAxis_ = axis;
    for (const auto& curve : curves_) {
        curve->data.setXAxis(axis);
        if (curve->group)
            curve->group->setXAxis(axis);
    }
    setLogX(logX_);
    fit();
}

void CurvePlot::setLogX(bool on)
{
    logX_ = on;
    // The logarithm of a date means nothing.
    const bool logarithmic = on && xAxis_ != XAxis::WallTime;
    canvas_->xAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    canvas_->xAxis->setTicker(makeXTicker(xAxis_, logarithmic));
    fit();
}

void CurvePlot::setLogY(bool on)
{
    logY_ = on;
    canvas_->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (on)
        canvas_->yAxis->setTicker(QSharedPointer<LogTicker>::create(false));
    else
        canvas_->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    fit();
}

void CurvePlot::setMarks(const QVector<Mark>& marks)
{
    marks_ = marks;
    touch();
}

void CurvePlot::fit()
{
    follows_ = true;
    touch();
}

} // namespace unimo::plots
