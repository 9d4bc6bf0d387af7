// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSortFilterProxyModel>
#include <vector>

namespace unimo::models {

/// Captions or pairs with how many rewrites or neighbours each has. Sort by SortRole.
class AugmentationModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Text, Usable, Marked, Rejected, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(std::vector<store::AugmentationCounts> rows);
    [[nodiscard]] const std::vector<store::AugmentationCounts>& rows() const { return rows_; }
    /// The first row of a sample, -1: none.
    [[nodiscard]] int rowOf(qint64 sample) const { return places_.value(sample, -1); }
    /// The row of one of its captions; where it has none of its own, the sample's first.
    [[nodiscard]] int rowOf(qint64 sample, qint64 caption) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<store::AugmentationCounts> rows_;
    QHash<qint64, int> places_;
};

/// Which of them are shown.
class AugmentationFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Show { All, Marked, TooEasy, TooHard, Wrong, Rejected };

    explicit AugmentationFilter(QObject* parent = nullptr);
    void setShow(Show show);
    /// Parts of words that the text must hold, all of them.
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    Show show_ = Show::All;
    QStringList words_;
};

} // namespace unimo::models
