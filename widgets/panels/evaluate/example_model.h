// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/evaluate/example_set.h"

#include <QAbstractTableModel>
#include <QSet>

namespace unimo::models {
class ThumbnailLoader;
}

namespace unimo::panels {

/// The examples behind a figure, the worst first, narrowed by a filter.
class ExampleModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Picture,
        Asked,
        Right,
        Predicted,
        Other, ///< what the compared evaluation predicted
        Confidence,
        Loss,
        Rank,
        Margin,
        Score
    };

    explicit ExampleModel(models::ThumbnailLoader* thumbnails, QObject* parent = nullptr);

    void setExamples(std::shared_ptr<const ExampleSet> set);
    void setFilter(const ExampleFilter& filter);
    [[nodiscard]] const std::shared_ptr<const ExampleSet>& set() const { return set_; }

    [[nodiscard]] const tasks::EvaluatedExample& at(int row) const
    {
        return set_->examples[static_cast<size_t>(rows_[static_cast<size_t>(row)])];
    }
    [[nodiscard]] const tasks::EvaluatedExample* otherAt(int row) const
    {
        return set_->other(static_cast<size_t>(rows_[static_cast<size_t>(row)]));
    }
    /// The first shown example of a sample; -1 when none is.
    [[nodiscard]] int rowOf(qint64 sample) const;
    /// What is known to be wrong among those shown, and the samples these belong to.
    [[nodiscard]] int wrongCount() const;
    [[nodiscard]] QSet<qint64> wrongSamples() const;
    /// The kinds of what is shown, in the order of the columns.
    [[nodiscard]] Column kindOf(int column) const { return columns_[static_cast<size_t>(column)]; }
    [[nodiscard]] int columnOf(Column kind) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    /// column -1: the worst first.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    [[nodiscard]] bool has(Column kind) const;
    void findRows();
    [[nodiscard]] QString text(int row, Column kind) const;
    [[nodiscard]] QVariant picture(qint64 sample) const;
    [[nodiscard]] std::optional<double> number(size_t index, Column kind) const;
    [[nodiscard]] const std::string& words(size_t index, Column kind) const;

    models::ThumbnailLoader* thumbnails_;
    std::shared_ptr<const ExampleSet> set_ = std::make_shared<const ExampleSet>();
    ExampleFilter filter_;
    std::vector<Column> columns_;
    std::vector<int> rows_; ///< places in the set
    int sortColumn_ = -1;
    Qt::SortOrder sortOrder_ = Qt::DescendingOrder;
};

} // namespace unimo::panels
