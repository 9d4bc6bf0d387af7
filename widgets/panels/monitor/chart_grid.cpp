// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/chart_grid.h"

#include "widgets/panels/monitor/chart_group.h"

#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <utility>

namespace unimo::panels {
namespace {

constexpr size_t kMostCharts = 1000;    ///< each is a widget
constexpr qint64 kScrollGoesOnMs = 400; ///< a chart that slides under a turning wheel does not zoom

/// Groups in the order people look at them; the others follow by name.
QString rank(const QString& prefix)
{
    constexpr std::array first = {"loss", "validation", "eval", "accuracy", "train", "time"};
    const auto place = std::find_if(first.begin(), first.end(), [&](const char* name) {
        return prefix == QLatin1String(name);
    });
    return QString::number(place - first.begin()) + prefix;
}

} // namespace

ChartGrid::ChartGrid(QWidget* parent) : QScrollArea(parent)
{
    auto* content = new QWidget;
    layout_ = new QVBoxLayout(content);
    layout_->setContentsMargins(0, 0, 8, 0);
    layout_->setSpacing(8);
    layout_->addStretch();
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Charts"));
}

void ChartGrid::forEachPlot(const std::function<void(plots::CurvePlot*)>& act)
{
    for (const auto& [tag, plot] : plots_)
        act(plot);
}

void ChartGrid::setRun(const QString& run, const RunStyle& style)
{
    runs_[run] = style;
    forEachPlot([&](plots::CurvePlot* plot) {
        if (!plot->series(run))
            return;
        plot->setCurve(run, style.name, style.colorSlot);
        plot->setCurveVisible(run, style.shown);
    });
}

void ChartGrid::removeRun(const QString& run)
{
    runs_.erase(run);
    forEachPlot([&](plots::CurvePlot* plot) { plot->removeCurve(run); });
}

void ChartGrid::clear()
{
    crosshair_.clear();
    for (const auto& [prefix, group] : groups_)
        delete group; // and the plots in it
    groups_.clear();
    plots_.clear();
    fullTold_ = false;
    runs_.clear();
    marks_.clear();
}

plots::CurvePlot* ChartGrid::plot(const QString& tag) const
{
    const auto found = plots_.find(tag);
    return found == plots_.end() ? nullptr : found->second;
}

QStringList ChartGrid::tags() const
{
    QStringList out;
    for (const auto& [tag, plot] : plots_)
        out << tag;
    return out;
}

ChartGroup* ChartGrid::groupFor(const QString& prefix)
{
    auto& group = groups_[rank(prefix)];
    if (!group) {
        group = new ChartGroup(prefix);
        const auto place = std::distance(groups_.begin(), groups_.find(rank(prefix)));
        layout_->insertWidget(static_cast<int>(place), group);
    }
    return group;
}

plots::CurvePlot* ChartGrid::plotFor(const QString& tag)
{
    if (plots::CurvePlot* known = plot(tag))
        return known;
    if (plots_.size() >= kMostCharts) {
        if (!std::exchange(fullTold_, true))
            Q_EMIT failed(tr("The runs have more than %1 tags: those that came later are not shown")
                              .arg(kMostCharts));
        return nullptr;
    }
    auto* made = new plots::CurvePlot(tag);
    made->setSmoothing(smoothing_);
    made->setXAxis(xAxis_);
    made->setLogX(logX_);
    made->setLogY(logY_);
    made->setMarks(marks_);
    made->setBand(band_);
    made->setGroups(runGroups_);
    made->setCrosshairLink(&crosshair_);
    made->installEventFilterOnCanvas(this);
    connect(made, &plots::CurvePlot::failed, this, &ChartGrid::failed);
    connect(made, &plots::CurvePlot::pointChosen, this, &ChartGrid::pointChosen);
    connect(made, &plots::CurvePlot::menuWanted, this, &ChartGrid::menuWanted);
    plots_[tag] = made;
    const auto slash = tag.indexOf(QLatin1Char('/'));
    groupFor(slash > 0 ? tag.left(slash) : tr("other"))->add(made, passes(*made));
    return made;
}

void ChartGrid::append(const QString& run, const events::Series<events::ScalarPoint>& scalars)
{
    const RunStyle style = runs_[run];
    std::vector<plots::CurvePoint> points;
    for (const auto& [tag, values] : scalars) {
        plots::CurvePlot* plot = plotFor(QString::fromStdString(tag));
        if (!plot)
            continue;
        if (!plot->series(run)) {
            plot->setCurve(run, style.name, style.colorSlot);
            plot->setCurveVisible(run, style.shown);
        }
        points.clear();
        for (const auto& value : values)
            points.push_back({value.step, value.wallTime, value.value});
        plot->append(run, points);
    }
}

void ChartGrid::purge(const QString& run, int64_t fromStep)
{
    forEachPlot([&](plots::CurvePlot* plot) { plot->purge(run, fromStep); });
}

void ChartGrid::setGroups(const QVector<plots::CurvePlot::Group>& groups)
{
    runGroups_ = groups;
    forEachPlot([&](plots::CurvePlot* plot) { plot->setGroups(groups); });
}

void ChartGrid::setBand(plots::Band band)
{
    band_ = band;
    forEachPlot([&](plots::CurvePlot* plot) { plot->setBand(band); });
}

void ChartGrid::setFilter(const QRegularExpression& filter)
{
    filter_ = filter;
    for (const auto& [prefix, group] : groups_)
        group->filter([&](const plots::CurvePlot* plot) { return passes(*plot); });
}

bool ChartGrid::passes(const plots::CurvePlot& plot) const
{
    return filter_.pattern().isEmpty() || filter_.match(plot.tag()).hasMatch();
}

void ChartGrid::setSmoothing(plots::Smoothing smoothing)
{
    smoothing_ = smoothing;
    forEachPlot([&](plots::CurvePlot* plot) { plot->setSmoothing(smoothing); });
}

void ChartGrid::setXAxis(plots::XAxis axis)
{
    crosshair_.clear();
    xAxis_ = axis;
    forEachPlot([&](plots::CurvePlot* plot) { plot->setXAxis(axis); });
}

void ChartGrid::setLogX(bool on)
{
    logX_ = on;
    forEachPlot([&](plots::CurvePlot* plot) { plot->setLogX(on); });
}

void ChartGrid::setLogY(bool on)
{
    logY_ = on;
    forEachPlot([&](plots::CurvePlot* plot) { plot->setLogY(on); });
}

void ChartGrid::setMarks(const QVector<plots::CurvePlot::Mark>& marks)
{
    marks_ = marks;
    forEachPlot([&](plots::CurvePlot* plot) { plot->setMarks(marks); });
}

void ChartGrid::wheelEvent(QWheelEvent* event)
{
    sinceScroll_.start();
    QScrollArea::wheelEvent(event);
}

bool ChartGrid::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && sinceScroll_.isValid() &&
        sinceScroll_.elapsed() < kScrollGoesOnMs) {
        auto* wheel = static_cast<QWheelEvent*>(event);
        sinceScroll_.start();
        verticalScrollBar()->setValue(verticalScrollBar()->value() - wheel->angleDelta().y());
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace unimo::panels
