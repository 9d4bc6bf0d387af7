// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"
#include "widgets/plots/crosshair_link.h"
#include "widgets/plots/curve_plot.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QScrollArea>
#include <functional>
#include <map>

class QMenu;
class QVBoxLayout;

namespace unimo::panels {

class ChartGroup;

/// One chart a tag, grouped by what stands before the first '/'. All charts share the crosshair,
/// the smoothing and the x axis.
class ChartGrid : public QScrollArea
{
    Q_OBJECT
public:
    explicit ChartGrid(QWidget* parent = nullptr);

    /// How a run is shown in every chart, also in those that come later.
    struct RunStyle
    {
        QString name;
        int colorSlot = 0;
        bool shown = false;
    };
    void setRun(const QString& run, const RunStyle& style);
    void removeRun(const QString& run);
    void clear();

    void append(const QString& run, const events::Series<events::ScalarPoint>& scalars);
    void purge(const QString& run, int64_t fromStep);

    /// Draws runs as groups in every chart.
    void setGroups(const QVector<plots::CurvePlot::Group>& groups);
    void setBand(plots::Band band);

    void setFilter(const QRegularExpression& filter);
    void setSmoothing(plots::Smoothing smoothing);
    void setXAxis(plots::XAxis axis);
    void setLogX(bool on);
    void setLogY(bool on);
    void setMarks(const QVector<plots::CurvePlot::Mark>& marks);

    [[nodiscard]] plots::CrosshairLink* crosshair() { return &crosshair_; }
    /// Null when no run wrote this tag.
    [[nodiscard]] plots::CurvePlot* plot(const QString& tag) const;
    [[nodiscard]] bool isEmpty() const { return plots_.empty(); }
    [[nodiscard]] QStringList tags() const;

Q_SIGNALS:
    /// A point of a curve was chosen; `run` may be a group's id.
    void pointChosen(const QString& run, qint64 step);
    /// A menu opens on a point of a curve.
    void menuWanted(const QString& run, qint64 step, QMenu* menu);
    /// A chart could not be saved.
    void failed(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    /// Null when there are too many charts already.
    plots::CurvePlot* plotFor(const QString& tag);
    ChartGroup* groupFor(const QString& prefix);
    /// Whether the filter lets a chart be seen.
    [[nodiscard]] bool passes(const plots::CurvePlot& plot) const;
    void forEachPlot(const std::function<void(plots::CurvePlot*)>& act);

    plots::CrosshairLink crosshair_;
    QVBoxLayout* layout_;
    std::map<QString, plots::CurvePlot*> plots_;
    std::map<QString, ChartGroup*> groups_;
    std::map<QString, RunStyle> runs_;
    QElapsedTimer sinceScroll_;
    QRegularExpression filter_;
    QVector<plots::CurvePlot::Group> runGroups_;
    plots::Band band_ = plots::Band::Range;
    plots::Smoothing smoothing_;
    plots::XAxis xAxis_ = plots::XAxis::Step;
    bool fullTold_ = false;
    bool logX_ = false;
    bool logY_ = false;
    QVector<plots::CurvePlot::Mark> marks_;
};

} // namespace unimo::panels
