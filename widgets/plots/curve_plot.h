// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/plots/crosshair_link.h"
#include "widgets/plots/curve_series.h"
#include "widgets/plots/group_series.h"
#include "widgets/plots/plot_colors.h"

#include <QPointer>
#include <QSet>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

class QCPGraph;
class QCPItemStraightLine;
class QCustomPlot;
class QLabel;
class QMenu;
class QToolButton;

namespace unimo::plots {

class Crosshair;
class PlotGestures;
class PlotCanvas;
class ValueTable;

/// One tag of many runs as curves: the smoothed line over the ghost of the raw one, drawn without
/// loss at every zoom (widgets/plots/visible_points.h). Redraws at most 30 times a second, and not
/// while hidden. Keys: arrows move the crosshair from point to point and curve to curve, Home and
/// End to the ends, Page up and down by a tenth of the view, + and - zoom, F fits, Enter chooses
/// the point, Esc clears. A double click on a curve chooses its point, one beside the curves fits.
class CurvePlot : public QWidget
{
    Q_OBJECT
public:
    /// A dashed line across the plot at a step, with what happened there.
    struct Mark
    {
        int64_t step = 0;
        QString text;
    };

    /// Runs that are drawn as one curve, their mean with a band.
    struct Group
    {
        QString id; ///< takes the place of a run's in what the plot tells
        QString name;
        int colorSlot = 0;
        QStringList runs;

        bool operator==(const Group&) const = default;
    };

    explicit CurvePlot(const QString& tag, QWidget* parent = nullptr);
    ~CurvePlot() override;

    [[nodiscard]] const QString& tag() const { return tag_; }

    /// Adds a curve or changes its name and colour; `colorSlot` is one of colorSlots().
    void setCurve(const QString& run, const QString& name, int colorSlot);
    void removeCurve(const QString& run);
    void setCurveVisible(const QString& run, bool visible);
    void append(const QString& run, const std::vector<CurvePoint>& points);
    void purge(const QString& run, int64_t fromStep);
    /// Null when there is no such curve.
    [[nodiscard]] const CurveSeries* series(const QString& run) const;
    /// Draws those of these runs that are visible as groups; the others stay curves of their own.
    /// Over wall time, where runs of different days have no mean, all do.
    void setGroups(const QVector<Group>& groups);
    void setBand(Band band);
    /// As last drawn; null when there is no such group.
    [[nodiscard]] const GroupSeries* group(const QString& id) const;

    void setSmoothing(Smoothing smoothing);
    void setXAxis(XAxis axis);
    void setLogX(bool on);
    void setLogY(bool on);
    [[nodiscard]] bool logY() const { return logY_; }
    void setMarks(const QVector<Mark>& marks);
    /// Plots with the same link show one crosshair.
    void setCrosshairLink(CrosshairLink* link);

    /// Shows everything, and goes on following new points.
    void fit();
    /// Whether the view follows new points, or was zoomed by hand and stays.
    [[nodiscard]] bool follows() const { return follows_; }

    /// PNG, SVG, PDF (black on white, with a legend) or CSV by the file's ending.
    [[nodiscard]] Status exportTo(const QString& file);
    [[nodiscard]] QCustomPlot* canvas() const;
    /// Where a point lies on the canvas.
    [[nodiscard]] QPointF pixelOf(double x, double y) const;
    /// Lets `filter` see what happens on the canvas before the plot does.
    void installEventFilterOnCanvas(QObject* filter);
    [[nodiscard]] ValueTable* valueTable() const { return table_; }
    /// Draws now what is due, hidden or not.
    void redrawNow();

Q_SIGNALS:
    void enlargeWanted();
    /// A point of a curve was double-clicked, or Enter pressed while the crosshair is on it. `run`
    /// may be a group's id.
    void pointChosen(const QString& run, qint64 step);
    /// A menu is about to open on a point of a curve: the place to add what else can be done with
    /// it.
    void menuWanted(const QString& run, qint64 step, QMenu* menu);
    /// A file could not be written.
    void failed(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Curve
    {
        QString run;
        QString name;
        int slot = 0;
        bool visible = true;
        QColor color;
        CurveSeries data;
        QCPGraph* raw = nullptr;
        QCPGraph* line = nullptr;
        QCPGraph* gaps = nullptr; ///< crosses where values stop being finite

        // Of a group only.
        QStringList members;
        std::unique_ptr<GroupSeries> group;
        QCPGraph* low = nullptr;
        QCPGraph* high = nullptr; ///< filled down to `low`
        bool stale = true;        ///< a member has changed since the group was computed

        [[nodiscard]] const CurveSeries& points() const { return group ? group->mean() : data; }
    };
    struct Pointed
    {
        const Curve* curve = nullptr;
        size_t index = 0;
    };

    void buildHeader();
    void fillMenu(QMenu* menu);
    void openMenu(const QPoint& global);
    void chooseExport(const QString& ending);
    void copyPicture();

    Curve* find(const QString& run) const;
    Curve* add(const QString& run);
    void remove(Curve* curve);
    void memberChanged(const QString& run);
    void rebuildGroups();
    [[nodiscard]] bool drawn(const Curve& curve) const;
    /// With how many runs a group stands for: "full (3 runs)".
    [[nodiscard]] QString legendName(const Curve& curve) const;
    [[nodiscard]] QString nameAt(const Curve& curve, size_t index) const;
    [[nodiscard]] QString valueAt(const Curve& curve, size_t index) const;
    void fillBand(const Curve& curve, const std::vector<double>& edges);
    void touch();
    void applyColors(const PlotColors& colors);
    void takeTheme();

    void fitRanges();
    void fillGraphs();
    void placeMarks();
    /// Solid as long as its colour alone tells it from the others.
    [[nodiscard]] Qt::PenStyle styleOf(const Curve& curve, qsizetype points) const;
    void fillGraph(QCPGraph* graph, const Curve& curve, bool smoothed,
                   const std::vector<double>& edges, QCPGraph* gaps);
    [[nodiscard]] bool drawable(double x, double y) const;

    void pointAt(QPointF pixel);
    /// Whether a curve runs by here; its point becomes the crosshair's.
    [[nodiscard]] bool isOnCurve(QPointF pixel);
    [[nodiscard]] double distance(const Curve& curve, QPointF pixel) const;
    /// The point that the crosshair is on in this plot.
    [[nodiscard]] std::optional<Pointed> chosenPoint() const;
    bool key(int key);
    void pointTo(const Curve& curve, size_t index);
    void showCrosshair();
    [[nodiscard]] std::vector<Pointed> pointedAt(double x) const;
    [[nodiscard]] const Curve* focusedCurve() const;

    QString tag_;
    QLabel* title_;
    PlotCanvas* canvas_;
    PlotGestures* gestures_;
    ValueTable* table_;
    std::unique_ptr<Crosshair> crosshair_;
    QPointer<CrosshairLink> link_;
    std::vector<std::unique_ptr<Curve>> curves_;
    QVector<Group> groups_;
    QSet<QString> grouped_; ///< runs that are in a group
    Band band_ = Band::Range;
    QString focused_; ///< run whose points the arrow keys visit
    QVector<Mark> marks_;
    QVector<QCPItemStraightLine*> markLines_;
    PlotColors colors_;
    Smoothing smoothing_;
    XAxis xAxis_ = XAxis::Step;
    bool logX_ = false;
    bool logY_ = false;
    bool follows_ = true;
};

} // namespace unimo::plots
