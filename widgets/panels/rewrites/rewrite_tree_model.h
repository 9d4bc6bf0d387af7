// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/pair_scores.h"
#include "core/store/records.h"

#include <QAbstractItemModel>
#include <QHash>
#include <vector>

namespace unimo::panels {

/// The rewrites of one caption in groups: what is still true, then what is false, each by what of
/// the caption was rewritten. Sort by SortRole.
class RewriteTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Text, Rule, Fluency, Blind, Match, Margin, Use, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;
    /// QVector<QPair<int, int>>: characters of the text that the caption does not have.
    static constexpr int SpansRole = Qt::UserRole + 1;
    /// +1 or -1.
    static constexpr int PolarityRole = Qt::UserRole + 2;
    /// Margin as a share of the largest one shown, -1 to 1; invalid while it is not known.
    static constexpr int BarRole = Qt::UserRole + 3;
    /// Whether the row is trained on.
    static constexpr int UsableRole = Qt::UserRole + 4;

    using QAbstractItemModel::QAbstractItemModel;

    /// A caption with all its rewrites; the same rewrites with other marks keep the view's place.
    void setRewrites(const store::Caption& caption, std::vector<store::Rewrite> rewrites);
    /// Of the checkpoint; empty: not known.
    void setScores(const std::vector<inference::TextScore>& scores);
    /// By rewrite.
    void setBlindMargins(const QHash<qint64, float>& margins);

    /// The rewrite of a row, null for a group's.
    [[nodiscard]] const store::Rewrite* rewrite(const QModelIndex& index) const;
    /// The row of a rewrite by its id; invalid where it is not among them.
    [[nodiscard]] QModelIndex rowOf(qint64 rewrite) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row
    {
        store::Rewrite rewrite;
        QVector<QPair<int, int>> spans;
    };
    struct Group
    {
        QString name;
        int polarity = -1;
        std::vector<Row> rows;
    };
    [[nodiscard]] const Row* row(const QModelIndex& index) const;
    [[nodiscard]] QVariant groupData(const Group& group, int column, int role) const;
    [[nodiscard]] QVariant number(const Row& row, int column) const;
    void announceScores();

    std::vector<Group> groups_;
    QHash<qint64, inference::TextScore> scores_; ///< by rewrite
    QHash<qint64, float> blind_;
    float widest_ = 0; ///< largest margin shown, without its sign
};

} // namespace unimo::panels
