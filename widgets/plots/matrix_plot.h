// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/plots/plot_colors.h"

#include <QPoint>
#include <QStringList>
#include <QVector>
#include <QWidget>
#include <optional>

class QPainter;

namespace unimo::plots {

/// Classes against classes as a heat map on viridis. Counts: each cell has its count and the colour
/// of its share of the row; a cell that never happened has none. Values: each has its number and
/// its colour between the least and the greatest. The diagonal is framed. Keys: arrows, Home and
/// End move the focus from cell to cell, Enter or Space chooses, Esc takes the choice back.
class MatrixPlot : public QWidget
{
    Q_OBJECT
public:
    struct Matrix
    {
        QString title; ///< of files
        QString rowTitle, columnTitle;
        QStringList labels;       ///< of rows and of columns
        QVector<qint64> counts;   ///< row by row
        QVector<double> values;   ///< instead of counts
        double low = 0, high = 1; ///< what the colours go from and to, of values

        [[nodiscard]] int size() const { return static_cast<int>(labels.size()); }
        [[nodiscard]] qint64 count(QPoint cell) const
        {
            return counts[cell.y() * size() + cell.x()];
        }
        [[nodiscard]] qint64 rowSum(int row) const;
        [[nodiscard]] bool hasValues() const { return !values.isEmpty(); }
        [[nodiscard]] double value(QPoint cell) const
        {
            return values[cell.y() * size() + cell.x()];
        }
    };
    /// x: column, y: row.
    using Cell = QPoint;

    explicit MatrixPlot(QWidget* parent = nullptr);

    /// Nothing is chosen then; the focus stays where the size does.
    void setMatrix(const Matrix& matrix);
    [[nodiscard]] const Matrix& matrix() const { return matrix_; }
    /// Shows what is chosen, without a signal.
    void setChosen(const std::optional<Cell>& cell);
    [[nodiscard]] std::optional<Cell> chosen() const { return chosen_; }
    /// "Right: red. Predicted: blue. 12 of 80, 15.0 %", or "Picture: a dog. Text: a cat. 0.31"
    [[nodiscard]] QString describe(Cell cell) const;
    /// Where a cell is drawn.
    [[nodiscard]] QRectF cellArea(Cell cell) const;

    /// PNG, SVG or PDF (black on white), or the numbers as CSV, by the file's ending.
    [[nodiscard]] Status save(const QString& file) const;

    [[nodiscard]] QSize sizeHint() const override { return {360, 320}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 180}; }

Q_SIGNALS:
    /// Of the user; nothing: taken back.
    void cellChosen(std::optional<QPoint> cell);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    struct Places
    {
        QRectF grid;
        double labelWidth = 0;  ///< of the rows' labels
        double labelHeight = 0; ///< of the columns', which stand upright
    };
    [[nodiscard]] Places placesIn(const QSizeF& size) const;
    [[nodiscard]] QRectF areaIn(const Places& places, Cell cell) const;
    [[nodiscard]] std::optional<Cell> cellAt(QPointF position) const;
    /// Invalid: the cell has none.
    [[nodiscard]] QColor fillOf(Cell cell) const;
    /// What is written into a cell; empty: nothing.
    [[nodiscard]] QString textOf(Cell cell) const;
    void paint(QPainter& painter, const QSizeF& size, const PlotColors& colors) const;
    void paintLabels(QPainter& painter, const Places& places, const PlotColors& colors) const;
    void paintLegend(QPainter& painter, const Places& places, const PlotColors& colors) const;
    void choose(const std::optional<Cell>& cell);
    void moveFocus(Cell cell);

    Matrix matrix_;
    Cell focus_;
    std::optional<Cell> chosen_;
};

} // namespace unimo::plots
