// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/changed_rows_model.h"

namespace unimo::panels {

void ChangedRowsModel::setRows(std::vector<Row> rows)
{
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

int ChangedRowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ChangedRowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangedRowsModel::data(const QModelIndex& index, int role) const
{
    const Row& row = rows_[static_cast<size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == Score ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return row.text;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Change:
        return row.used ? tr("+ used again") : tr("− left out");
    case Score:
        return QString::number(row.score, 'f', 3);
    default:
        return row.text;
    }
}

QVariant ChangedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString names[] = {tr("Change"), tr("Score"), tr("Rewrite")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Score ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    return {};
}

} // namespace unimo::panels
