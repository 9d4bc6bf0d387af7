// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/pair_scores.h"
#include "widgets/bridge/sample_details.h"

#include <QAbstractTableModel>
#include <QHash>
#include <vector>

namespace unimo::models {
class ThumbnailLoader;
} // namespace unimo::models

namespace unimo::panels {

/// The pictures or the texts that were retrieved for a pair, the nearest first.
class NeighbourModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Shown, Score, Similarity, Effect, Collection, Use, ColumnCount };

    /// kind: Image or Text, what the model lists.
    NeighbourModel(store::SampleKind kind, models::ThumbnailLoader* thumbnails,
                   QObject* parent = nullptr);

    /// Takes those of its kind; the same ones with other marks keep the view's place.
    void setNeighbours(const std::vector<bridge::SampleDetails::Retrieved>& retrieved);
    /// Of the checkpoint; empty: not known.
    void setScores(const std::vector<inference::NeighbourScore>& scores);
    /// Only the first so many usable ones count; the others are shown muted.
    void setLimit(int count);

    [[nodiscard]] const bridge::SampleDetails::Retrieved& at(int row) const
    {
        return rows_[static_cast<size_t>(row)];
    }
    [[nodiscard]] int usableCount() const;
    /// The row of a neighbour by its id; -1: it is not among them.
    [[nodiscard]] int rowOf(qint64 neighbour) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] bool counts(int row) const;
    void announce();

    store::SampleKind kind_;
    models::ThumbnailLoader* thumbnails_;
    std::vector<bridge::SampleDetails::Retrieved> rows_;
    QHash<qint64, inference::NeighbourScore> scores_;
    int limit_ = 1000;
};

} // namespace unimo::panels
