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
