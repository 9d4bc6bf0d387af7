// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

namespace unimo::panels {

/// Rewrites whose use a change of their rule would turn.
class ChangedRowsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Change, Score, Text, ColumnCount };
    struct Row
    {
        QString text;
        double score = 0;
        bool used = false; ///< after the change
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(std::vector<Row> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<Row> rows_;
};

} // namespace unimo::panels
