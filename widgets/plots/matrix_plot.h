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

/// Counts of classes against classes as a heat map: each cell has its count and the colour of its
/// share of the row, on viridis; a cell that never happened has none. Keys: arrows, Home and End
/// move the focus from cell to cell, Enter or Space chooses, Esc takes the choice back.
class MatrixPlot : public QWidget
{
    Q_OBJECT
public:
    struct Matrix
    {
        QString title; ///< of files
        QString rowTitle, columnTitle;
        QStringList labels;     ///< of rows and of columns
        QVector<qint64> counts; ///< row by row

        [[nodiscard]] int size() const { return static_cast<int>(labels.size()); }
        [[nodiscard]] qint64 count(QPoint cell) const
        {
            return counts[cell.y() * size() + cell.x()];
        }
        [[nodiscard]] qint64 rowSum(int row) const;
    };
    /// x: column, y: row.
    using Cell = QPoint;

    explicit MatrixPlot(QWidget* parent = nullptr);

    /// Nothing is chosen then.
    void setMatrix(const Matrix& matrix);
    [[nodiscard]] const Matrix& matrix() const { return matrix_; }
    /// Shows what is chosen, without a signal.
    void setChosen(const std::optional<Cell>& cell);
    [[nodiscard]] std::optional<Cell> chosen() const { return chosen_; }
    /// "Right: red. Predicted: blue. 12 of 80, 15.0 %"
    [[nodiscard]] QString describe(Cell cell) const;
    /// Where a cell is drawn.
    [[nodiscard]] QRectF cellArea(Cell cell) const;

    /// PNG, SVG or PDF (black on white), or the counts as CSV, by the file's ending.
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
