// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/evaluations.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <optional>

namespace unimo::panels {

/// Every figure that was measured, one a row, beside each other for all measured checkpoints, one a
/// column. The best of a row is bold.
class EvaluationTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Subject, Metric, FirstEvaluation };
    static constexpr int kPartRole = Qt::UserRole; ///< "vqa"

    using QAbstractTableModel::QAbstractTableModel;

    void setEvaluations(std::vector<bridge::Evaluation> evaluations);
    /// Takes the colours anew.
    void takeTheme();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// The evaluation of a column.
    [[nodiscard]] const bridge::Evaluation& evaluationAt(int column) const
    {
        return evaluations_[static_cast<size_t>(column - FirstEvaluation)];
    }
    /// The figure of a cell; nothing where it was not measured.
    [[nodiscard]] std::optional<tasks::EvaluationFigure> figureAt(int row, int column) const;
    /// The cell of a figure in the evaluation of this file; invalid when there is none.
    [[nodiscard]] QModelIndex indexOf(const QString& file,
                                      const tasks::EvaluationFigure& figure) const;
    /// A row's name for people: "VQA · colour, accuracy".
    [[nodiscard]] QString nameOf(int row) const;

    /// A part's name for people: "VQA".
    [[nodiscard]] static QString partName(const QString& part);

private:
    struct Row
    {
        std::string part, subject, metric;
        std::vector<std::optional<double>> values; ///< one an evaluation
        std::optional<double> best;                ///< none where there is nothing to choose
    };
    static void findBest(Row& row);

    std::vector<bridge::Evaluation> evaluations_;
    std::vector<Row> rows_;
};

/// Narrows the table to a part, to figures and to runs.
class EvaluationFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    /// Empty: all.
    void setPart(const QString& part);
    void setText(const QString& text);
    void setRun(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool filterAcceptsColumn(int column, const QModelIndex& parent) const override;

private:
    QString part_, text_, run_;
};

} // namespace unimo::panels
