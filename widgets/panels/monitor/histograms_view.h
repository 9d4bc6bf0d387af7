// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"
#include "widgets/plots/curve_series.h"
#include "widgets/plots/histogram_time.h"

#include <QHash>
#include <QVector>
#include <QWidget>
#include <map>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QScrollArea;

namespace unimo::plots {
class CrosshairLink;
class HistogramTimePlot;
} // namespace unimo::plots

namespace unimo::panels {

/// The histograms that a run wrote, over its steps: those of one group ("similarity") side by side.
class HistogramsView : public QWidget
{
    Q_OBJECT
public:
    explicit HistogramsView(plots::CrosshairLink* link, QWidget* parent = nullptr);

    void clear();
    void append(const QString& run, const events::Series<events::HistogramPoint>& histograms);
    void purge(const QString& run, int64_t fromStep);
    void remove(const QString& run);
    /// The run whose histograms are shown.
    void setRun(const QString& run);
    void setXAxis(plots::XAxis axis);

Q_SIGNALS:
    /// A chart could not be saved.
    void failed(const QString& text);

private:
    using ByTag = std::map<QString, plots::HistogramSeries>;

    /// Offers the groups of the run, and shows one.
    void fillGroups();
    void showGroup();
    void fillPlots();

    plots::CrosshairLink* link_;
    QHash<QString, ByTag> histograms_; ///< by run
    QString run_;
    plots::XAxis xAxis_ = plots::XAxis::Step;
    QComboBox* groups_;
    QLabel* empty_;
    QScrollArea* area_;
    QHBoxLayout* row_;
    QVector<plots::HistogramTimePlot*> plots_;
};

} // namespace unimo::panels
