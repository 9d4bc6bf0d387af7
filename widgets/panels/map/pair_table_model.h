// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/pair_vectors.h"

#include <QAbstractTableModel>
#include <memory>

namespace unimo::panels {

/// The pairs of a map with how well each lies together. Sort by SortRole.
class PairTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Similarity, CaptionRank, PictureRank, Caption, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;
    void setPairs(std::shared_ptr<const inference::PairVectors> pairs);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::shared_ptr<const inference::PairVectors> pairs_;
};

} // namespace unimo::panels
