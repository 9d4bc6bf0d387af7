// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of a CurvePlot that are drawn as one: their mean with a band.
#include "widgets/plots/axis_tickers.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/visible_points.h"

#include <algorithm>
#include <cmath>

namespace unimo::plots {

void CurvePlot::setGroups(const QVector<Group>& groups)
{
    if (groups == groups_)
        return;
    groups_ = groups;
    grouped_.clear();
    std::vector<Curve*> old;
    for (const auto& curve : curves_)
        if (curve->group)
            old.push_back(curve.get());
    for (Curve* curve : old)
        remove(curve);
    for (const Group& group : groups) {
        QCPGraph* low = canvas_->addGraph(); // before the lines, so that it lies under them
        QCPGraph* high = canvas_->addGraph();
        Curve* curve = add(group.id);
        curve->name = group.name;
        curve->slot = group.colorSlot;
        curve->members = group.runs;
        curve->group = std::make_unique<GroupSeries>();
        curve->group->setSmoothing(smoothing_);
        curve->group->setXAxis(xAxis_);
        curve->low = low;
        curve->high = high;
        for (QCPGraph* edge : {low, high}) {
            edge->setAdaptiveSampling(false);
            edge->setPen(Qt::NoPen);
        }
        high->setChannelFillGraph(low);
        for (const QString& run : group.runs)
            grouped_.insert(run);
    }
    applyColors(colors_);
    touch();
}

void CurvePlot::setBand(Band band)
{
    band_ = band;
    for (const auto& curve : curves_)
        curve->stale = true;
    touch();
}

const GroupSeries* CurvePlot::group(const QString& id) const
{
    const Curve* curve = find(id);
    return curve ? curve->group.get() : nullptr;
}

void CurvePlot::memberChanged(const QString& run)
{
    for (const auto& curve : curves_)
        if (curve->group && curve->members.contains(run))
            curve->stale = true;
}

void CurvePlot::rebuildGroups()
{
    for (const auto& curve : curves_) {
        if (!curve->group || !curve->stale)
            continue;
        std::vector<const CurveSeries*> members;
        for (const QString& run : std::as_const(curve->members))
            if (const Curve* member = find(run); member && member->visible && !member->data.empty())
                members.push_back(&member->data);
        curve->group->rebuild(members, band_);
        curve->stale = false;
    }
}

bool CurvePlot::drawn(const Curve& curve) const
{
    const bool asGroups = xAxis_ != XAxis::WallTime;
    if (curve.group)
        return asGroups && !curve.group->mean().empty();
    return curve.visible && !(asGroups && grouped_.contains(curve.run));
}

QString CurvePlot::legendName(const Curve& curve) const
{
    if (!curve.group)
        return curve.name;
    uint32_t most = 0;
    for (size_t i = 0; i < curve.group->mean().size(); ++i)
        most = std::max(most, curve.group->runs(i));
    return most == 1 ? tr("%1 (1 run)").arg(curve.name)
                     : tr("%1 (%2 runs)").arg(curve.name).arg(most);
}

QString CurvePlot::nameAt(const Curve& curve, size_t index) const
{
    if (!curve.group)
        return curve.name;
    const uint32_t runs = curve.group->runs(index);
    return runs == 1 ? tr("%1 (1 run)").arg(curve.name)
                     : tr("%1 (%2 runs)").arg(curve.name).arg(runs);
}

QString CurvePlot::valueAt(const Curve& curve, size_t index) const
{
    const auto text = [index](const std::vector<float>& values) {
        return formatValue(static_cast<double>(values[index]));
    };
    const CurveSeries& points = curve.points();
    const QString value = text(points.smoothed());
    if (curve.group && curve.group->runs(index) > 1)
        return tr("%1  (%2 to %3)")
            .arg(value, text(curve.group->low().smoothed()), text(curve.group->high().smoothed()));
    return smoothing_.on() ? value + QStringLiteral("  (%1)").arg(text(points.values())) : value;
}

void CurvePlot::fillBand(const Curve& curve, const std::vector<double>& edges)
{
    const bool shown = drawn(curve);
    const QCPRange range = canvas_->yAxis->range();
    for (const auto& [graph, series] :
         {std::pair(curve.low, &curve.group->low()), {curve.high, &curve.group->high()}}) {
        graph->setVisible(shown);
        if (!shown)
            continue;
        const auto& values = series->smoothed();
        const VisiblePoints visible =
            visiblePoints(series->x(), values, series->smoothedExtremes(), edges);
        QVector<QCPGraphData> points;
        points.reserve(static_cast<qsizetype>(visible.points.size()));
        for (const uint32_t i : visible.points) {
            if (i == VisiblePoints::kGap) {
                points.append({points.isEmpty() ? edges.front() : points.back().key, std::nan("")});
                continue;
            }
            // Below what a logarithmic axis can show the band goes on to the border of the plot.
            const auto y = static_cast<double>(values[i]);
            points.append({series->x()[i], logY_ && !(y > 0) ? range.lower / 2 : y});
        }
        graph->data()->set(points, true);
    }
}

} // namespace unimo::plots
