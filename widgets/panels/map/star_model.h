// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/anchor_star.h"

#include <QAbstractTableModel>
#include <QColor>
#include <memory>

namespace unimo::panels {

/// The positives and negatives of a pair, one a row. Sort by SortRole.
class StarModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Kind, Similarity, Margin, Text, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;
    void setStar(std::shared_ptr<const inference::AnchorStar> star);

    /// A kind's name for people, and its colour before it is made readable on a ground.
    [[nodiscard]] static QString nameOf(inference::StarItem::Kind kind);
    [[nodiscard]] static QColor colorOf(inference::StarItem::Kind kind);
    /// "+0.12"; "–" where there is none.
    [[nodiscard]] static QString marginText(const inference::StarItem& item);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const inference::StarItem& item, int column) const;
    [[nodiscard]] QVariant sortValue(const inference::StarItem& item, int column) const;

    std::shared_ptr<const inference::AnchorStar> star_;
};

} // namespace unimo::panels
