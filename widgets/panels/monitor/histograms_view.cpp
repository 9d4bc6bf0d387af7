// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/histograms_view.h"

#include "widgets/plots/histogram_time_plot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {
namespace {

constexpr int kLeastWidth = 300;
constexpr qsizetype kMostPlots = 32; ///< of one group at a time

/// "similarity/contrast_positive" is of the group "similarity".
QString groupOf(const QString& tag)
{
    const auto slash = tag.lastIndexOf(QLatin1Char('/'));
    return slash > 0 ? tag.left(slash) : HistogramsView::tr("other");
}

plots::Histogram converted(const events::HistogramPoint& point)
{
    plots::Histogram out{point.step, point.wallTime, point.minimum, point.edges, point.counts};
    // The last bucket of some writers is open: it ends where the values do.
    double before = out.minimum;
    for (double& edge : out.edges) {
        if (edge > point.maximum)
            edge = std::max(point.maximum, before);
        before = std::max(before, edge);
    }
    return out;
}

} // namespace

HistogramsView::HistogramsView(plots::CrosshairLink* link, QWidget* parent)
    : QWidget(parent), link_(link), groups_(new QComboBox), empty_(new QLabel),
      area_(new QScrollArea)
{
    groups_->setAccessibleName(tr("Which histograms"));
    empty_->setText(
        tr("Histograms that a run writes appear here over its steps: of its weights and "
           "gradients, and of how alike pictures and texts are."));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setProperty("muted", true);
    auto* content = new QWidget;
    row_ = new QHBoxLayout(content);
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(8);
    area_->setWidget(content);
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(groups_, 0, Qt::AlignLeft);
    layout->addWidget(empty_, 1);
    layout->addWidget(area_, 1);
    connect(groups_, &QComboBox::activated, this, &HistogramsView::showGroup);
    fillGroups();
}

void HistogramsView::clear()
{
    histograms_.clear();
    fillGroups();
}

void HistogramsView::append(const QString& run,
                            const events::Series<events::HistogramPoint>& histograms)
{
    if (histograms.empty())
        return;
    ByTag& byTag = histograms_[run];
    const size_t before = byTag.size();
    for (const auto& [tag, points] : histograms) {
        plots::HistogramSeries& series = byTag[QString::fromStdString(tag)];
        for (const auto& point : points)
            series.append(converted(point));
    }
    if (run != run_)
        return;
    if (byTag.size() != before)
        fillGroups();
    else
        fillPlots();
}

void HistogramsView::purge(const QString& run, int64_t fromStep)
{
    for (auto& [tag, series] : histograms_[run])
        series.purge(fromStep);
    if (run == run_)
        fillPlots();
}

void HistogramsView::remove(const QString& run)
{
    histograms_.remove(run);
    if (run == run_)
        fillGroups();
}

void HistogramsView::setRun(const QString& run)
{
    if (run == run_)
        return;
    run_ = run;
    fillGroups();
}

void HistogramsView::setXAxis(plots::XAxis axis)
{
    xAxis_ = axis;
    for (auto* plot : std::as_const(plots_))
        plot->setXAxis(axis);
}

void HistogramsView::fillGroups()
{
    const QString chosen = groups_->currentText();
    groups_->clear();
    const ByTag byTag = histograms_.value(run_);
    QStringList names;
    for (const auto& [tag, series] : byTag)
        if (!series.empty())
            names << groupOf(tag);
    names.removeDuplicates();
    groups_->addItems(names);
    groups_->setCurrentIndex(std::max(0, groups_->findText(chosen)));
    groups_->setVisible(names.size() > 1);
    empty_->setVisible(names.isEmpty());
    area_->setVisible(!names.isEmpty());
    showGroup();
}

void HistogramsView::showGroup()
{
    QStringList wanted;
    for (const auto& [tag, series] : histograms_.value(run_))
        if (groupOf(tag) == groups_->currentText() && wanted.size() < kMostPlots)
            wanted << tag;
    QStringList shown;
    for (const auto* plot : std::as_const(plots_))
        shown << plot->tag();
    if (wanted != shown) {
        qDeleteAll(plots_);
        plots_.clear();
        for (const QString& tag : std::as_const(wanted)) {
            auto* plot = new plots::HistogramTimePlot(tag);
            plot->setMinimumWidth(kLeastWidth);
            plot->setXAxis(xAxis_);
            plot->setCrosshairLink(link_);
            connect(plot, &plots::HistogramTimePlot::failed, this, &HistogramsView::failed);
            plots_.append(plot);
            row_->addWidget(plot);
        }
    }
    fillPlots();
}

void HistogramsView::fillPlots()
{
    const auto found = histograms_.constFind(run_);
    for (auto* plot : std::as_const(plots_)) {
        if (found == histograms_.constEnd())
            continue;
        const auto series = found->find(plot->tag());
        if (series != found->end())
            plot->setSeries(series->second);
    }
}

} // namespace unimo::panels
