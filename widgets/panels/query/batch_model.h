// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/inference/batch.h"

#include <QAbstractTableModel>
#include <QString>
#include <vector>

namespace unimo::panels {

/// What a model said of many samples.
class BatchModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Sample, Question, Text, Probability, Known, ColumnCount };
    static constexpr int SortRole = Qt::UserRole; ///< numbers as numbers

    explicit BatchModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void clear();
    void append(const std::vector<inference::BatchRow>& rows);
    [[nodiscard]] const std::vector<inference::BatchRow>& rows() const { return rows_; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<inference::BatchRow> rows_;
};

/// Writes the rows as CSV, or as JSON where the file's name ends so.
[[nodiscard]] Status saveBatch(const std::vector<inference::BatchRow>& rows, const QString& file);

} // namespace unimo::panels
