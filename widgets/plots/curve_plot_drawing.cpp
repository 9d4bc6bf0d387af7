// SPDX-License-Identifier: GPL-3.0-or-later
// How a CurvePlot is drawn: colours, ranges, the points of each pixel column, marks.
#include "widgets/look/theme.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/value_table.h"
#include "widgets/plots/visible_points.h"

#include <QEvent>
#include <QLabel>
#include <algorithm>
#include <cmath>
#include <limits>

namespace unimo::plots {
namespace {

constexpr double kMargin = 0.04;     ///< share of the range left free above and below
constexpr float kGhostAlpha = 0.28f; ///< of the raw line under the smoothed one
constexpr float kBandAlpha = 0.2f;
constexpr qsizetype kMostDashed = 400; ///< points: dashes of a noisy line take seconds to draw
constexpr double kLineWidth = 1.5;

/// A range with a margin; a single value gets room around it.
QCPRange padded(double lower, double upper, bool logarithmic)
{
    if (logarithmic) {
        const double factor = std::max(std::pow(upper / lower, kMargin), 1.02);
        return {lower / factor, upper * factor};
    }
    double room = (upper - lower) * kMargin;
    if (room <= 0)
        room = std::max(std::abs(upper) * 0.1, 1e-6);
    return {lower - room, upper + room};
}

/// The x values at the borders of the pixel columns.
std::vector<double> columnEdges(const QCPAxis& axis, const QRect& rect)
{
    std::vector<double> edges(static_cast<size_t>(std::max(rect.width(), 1)) + 1);
    for (size_t i = 0; i < edges.size(); ++i)
        edges[i] = axis.pixelToCoord(rect.left() + static_cast<double>(i));
    return edges;
}

} // namespace

void CurvePlot::applyColors(const PlotColors& colors)
{
    colors_ = colors;
    paintPlot(*canvas_, colors);
    for (const auto& curve : curves_) {
        curve->color = readableOn(okabeIto(curve->slot), colors.background);
        QColor ghost = curve->color;
        ghost.setAlphaF(kGhostAlpha);
        curve->raw->setPen(QPen(ghost, 1));
        curve->line->setPen(QPen(curve->color, kLineWidth));
        if (curve->group) {
            QColor band = curve->color;
            band.setAlphaF(kBandAlpha);
            curve->high->setBrush(band);
        }
        curve->gaps->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCross, QPen(curve->color, 2), Qt::NoBrush, 9));
    }
}

void CurvePlot::takeTheme()
{
    applyColors(PlotColors::fromTheme());
    touch();
}

void CurvePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        takeTheme();
}

void CurvePlot::touch()
{
    canvas_->redrawSoon();
}

void CurvePlot::redrawNow()
{
    rebuildGroups();
    if (follows_)
        fitRanges();
    placeMarks();
    canvas_->replot(QCustomPlot::rpQueuedRefresh);
    showCrosshair();
}

bool CurvePlot::drawable(double x, double y) const
{
    const bool xOk = canvas_->xAxis->scaleType() == QCPAxis::stLinear || x > 0;
    return xOk && std::isfinite(y) && (!logY_ || y > 0);
}

void CurvePlot::fitRanges()
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    double left = inf, right = -inf, low = inf, high = -inf;
    for (const auto& curve : curves_) {
        const CurveSeries& points = curve->points();
        if (!drawn(*curve) || points.empty())
            continue;
        const bool logX = canvas_->xAxis->scaleType() == QCPAxis::stLogarithmic;
        const auto first =
            logX ? std::upper_bound(points.x().begin(), points.x().end(), 0.0) : points.x().begin();
        if (first == points.x().end())
            continue;
        left = std::min(left, *first);
        right = std::max(right, points.x().back());
        const auto widen = [&](float value) {
            if (std::isfinite(value) && (!logY_ || value > 0)) {
                low = std::min<double>(low, value);
                high = std::max<double>(high, value);
            }
        };
        const auto widenBy = [&](const CurveSeries& series) {
            const auto& values = series.values();
            const Extremes found = series.valueExtremes().query(values, 0, series.size());
            if (found.empty())
                return;
            widen(values[found.lowest]);
            widen(values[found.highest]);
            // On a logarithmic axis the lowest that can be shown is not the lowest there is.
            if (logY_ && values[found.lowest] <= 0)
                std::for_each(values.begin(), values.end(), widen);
        };
        widenBy(points);
        if (curve->group) {
            widenBy(curve->group->low());
            widenBy(curve->group->high());
        }
    }
    if (left > right) {
        left = 0;
        right = 1;
    }
    if (low > high) {
        low = logY_ ? 0.1 : 0;
        high = 1;
    }
    if (left == right) // one point: some room to both sides
        canvas_->xAxis->setRange(
            padded(left, right, canvas_->xAxis->scaleType() == QCPAxis::stLogarithmic));
    else
        canvas_->xAxis->setRange(left, right);
    canvas_->yAxis->setRange(padded(low, high, logY_));
}

void CurvePlot::fillGraphs()
{
    const auto edges = columnEdges(*canvas_->xAxis, canvas_->axisRect()->rect());
    for (const auto& curve : curves_) {
        const bool shown = drawn(*curve);
        const bool ghost = shown && smoothing_.on();
        curve->raw->setVisible(ghost);
        curve->line->setVisible(shown);
        curve->gaps->setVisible(shown);
        if (ghost)
            fillGraph(curve->raw, *curve, false, edges, nullptr);
        if (shown)
            fillGraph(curve->line, *curve, true, edges, curve->gaps);
        if (curve->group)
            fillBand(*curve, edges);
    }
}

Qt::PenStyle CurvePlot::styleOf(const Curve& curve, qsizetype points) const
{
    const bool shared = std::any_of(curves_.begin(), curves_.end(), [&](const auto& other) {
        return other.get() != &curve && other->visible && other->color == curve.color;
    });
    return shared && points <= kMostDashed ? lineStyle(curve.slot) : Qt::SolidLine;
}

void CurvePlot::fillGraph(QCPGraph* graph, const Curve& curve, bool smoothed,
                          const std::vector<double>& edges, QCPGraph* gaps)
{
    const CurveSeries& series = curve.points();
    const auto& values = smoothed ? series.smoothed() : series.values();
    const auto& extremes = smoothed ? series.smoothedExtremes() : series.valueExtremes();
    const VisiblePoints visible = visiblePoints(series.x(), values, extremes, edges);

    QVector<QCPGraphData> points;
    points.reserve(static_cast<qsizetype>(visible.points.size()));
    for (const uint32_t i : visible.points) {
        const bool gap = i == VisiblePoints::kGap;
        const double x =
            gap ? (points.isEmpty() ? edges.front() : points.back().key) : series.x()[i];
        const double y = gap ? std::nan("") : static_cast<double>(values[i]);
        points.append({x, drawable(x, y) ? y : std::nan("")});
    }
    // A lone point has no line to be seen by.
    graph->setScatterStyle(points.size() == 1
                               ? QCPScatterStyle(QCPScatterStyle::ssDisc, curve.color, 5)
                               : QCPScatterStyle::ssNone);
    // Where a column holds many points the line is a filled band: smooth edges only cost time
    // there.
    const bool dense = points.size() > 2 * static_cast<qsizetype>(edges.size());
    graph->setAntialiased(!dense);
    const Qt::PenStyle style = smoothed ? styleOf(curve, points.size()) : Qt::SolidLine;
    graph->setPen(QPen(graph->pen().color(), dense || !smoothed ? 1 : kLineWidth, style));
    graph->data()->set(points, true);
    if (!gaps)
        return;
    QVector<QCPGraphData> marks;
    for (const uint32_t i : visible.gaps) {
        size_t before = i;
        while (before > 0 && !std::isfinite(values[before]))
            --before;
        const auto y = static_cast<double>(values[before]);
        marks.append(
            {series.x()[i], drawable(series.x()[i], y) ? y : canvas_->yAxis->range().center()});
    }
    gaps->data()->set(marks, true);
}

void CurvePlot::placeMarks()
{
    const Curve* curve = focusedCurve();
    const qsizetype wanted = curve ? marks_.size() : 0;
    while (markLines_.size() > wanted)
        canvas_->removeItem(markLines_.takeLast());
    while (markLines_.size() < wanted)
        markLines_.append(new QCPItemStraightLine(canvas_));
    for (qsizetype i = 0; i < wanted; ++i) {
        auto x = static_cast<double>(marks_[i].step);
        if (xAxis_ != XAxis::Step) { // the time at which the run passed that step
            size_t at = 0;
            const CurveSeries& points = curve->points();
            while (at + 1 < points.size() && points.at(at).step < marks_[i].step)
                ++at;
            x = points.x()[at];
        }
        markLines_[i]->setPen(QPen(colors_.muted, 1, Qt::DotLine));
        markLines_[i]->point1->setCoords(x, canvas_->yAxis->range().lower);
        markLines_[i]->point2->setCoords(x, canvas_->yAxis->range().upper);
    }
}

} // namespace unimo::plots
