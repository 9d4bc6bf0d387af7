// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/plots/crosshair_link.h"
#include "widgets/plots/curve_series.h"
#include "widgets/plots/histogram_time.h"
#include "widgets/plots/plot_colors.h"

#include <QPointer>
#include <QWidget>
#include <memory>

class QCPColorMap;
class QCPGraph;
class QCustomPlot;
class QLabel;

namespace unimo::plots {

class Crosshair;
class PlotGestures;
class PlotCanvas;
class ValueTable;

/// A distribution over the steps: how dense its values lie as colour, with its median and the tenth
/// and ninetieth per cent as lines. Same gestures and crosshair as a CurvePlot.
class HistogramTimePlot : public QWidget
{
    Q_OBJECT
public:
    explicit HistogramTimePlot(const QString& tag, QWidget* parent = nullptr);
    ~HistogramTimePlot() override;

    [[nodiscard]] const QString& tag() const { return tag_; }
    void setSeries(const HistogramSeries& series);
    [[nodiscard]] const HistogramSeries& series() const { return series_; }
    void setXAxis(XAxis axis);
    void setCrosshairLink(CrosshairLink* link);
    void fit();

    /// PNG, SVG or PDF, or every bucket as CSV (tag, step, wall_time, from, to, count), by the
    /// file's ending.
    [[nodiscard]] Status exportTo(const QString& file);
    [[nodiscard]] QCustomPlot* canvas() const;
    [[nodiscard]] ValueTable* valueTable() const { return table_; }
    void redrawNow();

Q_SIGNALS:
    /// A file could not be written.
    void failed(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void openMenu(const QPoint& global);
    void chooseExport(const QString& ending);
    [[nodiscard]] QByteArray csv() const;
    [[nodiscard]] double xOf(size_t index) const;
    /// Index of the point nearest to x.
    [[nodiscard]] size_t nearest(double x) const;
    void applyColors(const PlotColors& colors);
    void takeTheme();
    void fitRanges();
    void fillMap();
    void fillLines();
    void showCrosshair();

    QString tag_;
    PlotCanvas* canvas_;
    PlotGestures* gestures_;
    ValueTable* table_;
    std::unique_ptr<Crosshair> crosshair_;
    QPointer<CrosshairLink> link_;
    QCPColorMap* map_;
    QVector<QCPGraph*> lines_; ///< of the shares in the .cpp
    HistogramSeries series_;
    PlotColors colors_;
    XAxis xAxis_ = XAxis::Step;
    bool follows_ = true;
};

} // namespace unimo::plots
