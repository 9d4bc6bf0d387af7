// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/crosshair_link.h"
#include "widgets/plots/curve_series.h"
#include "widgets/plots/plot_colors.h"

#include <QPointer>
#include <QWidget>
#include <memory>
#include <vector>

class QCPGraph;
class QCustomPlot;
class QLabel;

namespace unimo::plots {

class Crosshair;
class PlotGestures;
class PlotCanvas;
class ValueTable;

/// Where the time of a step goes: quantities of one unit stacked on each other, averaged over each
/// pixel column. Same gestures and crosshair as a CurvePlot.
class LanePlot : public QWidget
{
    Q_OBJECT
public:
    struct Lane
    {
        QString name;
        int colorSlot = 0;
    };

    LanePlot(const QString& title, const QString& unit, const QVector<Lane>& lanes,
             QWidget* parent = nullptr);
    ~LanePlot() override;

    void clear();
    void append(int lane, const std::vector<CurvePoint>& points);
    void purge(int64_t fromStep);
    void setXAxis(XAxis axis);
    void setCrosshairLink(CrosshairLink* link);
    void fit();
    [[nodiscard]] const CurveSeries& series(int lane) const { return lanes_[lane]->data; }
    [[nodiscard]] QCustomPlot* canvas() const;
    void redrawNow();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Stack
    {
        Lane lane;
        QColor color;
        CurveSeries data;
        QCPGraph* graph = nullptr;
    };

    void takeTheme();
    void touch();
    void fillGraphs();
    void fitRanges();
    void showCrosshair();
    /// The heights of all lanes' tops over the first lane's columns.
    [[nodiscard]] std::vector<std::vector<double>> stackedTops(std::vector<double>& xs) const;

    QString unit_;
    QLabel* header_;
    QString title_;
    PlotCanvas* canvas_;
    PlotGestures* gestures_;
    ValueTable* table_;
    std::unique_ptr<Crosshair> crosshair_;
    QPointer<CrosshairLink> link_;
    std::vector<std::unique_ptr<Stack>> lanes_;
    PlotColors colors_;
    XAxis xAxis_ = XAxis::Step;
    bool follows_ = true;
};

} // namespace unimo::plots
