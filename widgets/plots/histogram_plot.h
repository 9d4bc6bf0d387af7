// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QVector>
#include <QWidget>
#include <optional>

class QCPBars;
class QCPItemStraightLine;
class QCustomPlot;

namespace unimo::plots {

class PlotCanvas;

/// How values are distributed, with a least and a most that can be dragged: what lies between them
/// is drawn in colour, the rest muted.
class HistogramPlot : public QWidget
{
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget* parent = nullptr);

    /// name: of what is measured, beside the axis.
    void setValues(const QVector<double>& values, const QString& name);
    void setBounds(std::optional<double> least, std::optional<double> most);
    /// Nothing is in colour, whatever the bounds.
    void setMuted(bool muted);
    [[nodiscard]] int insideCount() const;
    [[nodiscard]] QCustomPlot* canvas() const;

    /// PNG, SVG or PDF, or the bins as CSV (from, to, inside, outside), by the file's ending.
    [[nodiscard]] Status save(const QString& file);

Q_SIGNALS:
    void leastDragged(double value);
    void mostDragged(double value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Dragged { None, Least, Most };
    [[nodiscard]] bool isInside(double value) const;
    [[nodiscard]] Dragged boundAt(double x) const;
    void fill();
    void takeTheme();
    void redraw();

    PlotCanvas* canvas_;
    QCPBars* inside_;
    QCPBars* outside_;
    QCPItemStraightLine* leastLine_;
    QCPItemStraightLine* mostLine_;
    QVector<double> values_;
    std::optional<double> least_, most_;
    bool muted_ = false;
    double from_ = 0;
    double width_ = 1; ///< of a bin
    QVector<double> insideCounts_, outsideCounts_;
    Dragged dragged_ = Dragged::None;
};

} // namespace unimo::plots
