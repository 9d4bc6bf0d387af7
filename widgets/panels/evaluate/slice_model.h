// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/slices.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

namespace unimo::panels {

/// A figure by slices, beside the compared evaluation's.
class SliceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Examples, First, Interval, Second, Difference, P };

    using QAbstractTableModel::QAbstractTableModel;

    /// score: of what; compared: whether there is a second evaluation.
    void setSlices(std::vector<findings::Slice> slices, const std::string& score, bool compared);
    /// Takes the colours anew.
    void takeTheme();
    [[nodiscard]] const findings::Slice& at(int row) const
    {
        return slices_[static_cast<size_t>(row)];
    }
    /// A slice's name for people: "Question type: colour".
    [[nodiscard]] static QString nameOf(findings::Trait trait, const std::string& value);
    /// Where a value lies in the drawn intervals, 0 to 1.
    [[nodiscard]] double place(double value) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const findings::Slice& slice, int column) const;
    [[nodiscard]] QVariant number(const findings::Slice& slice, int column) const;
    [[nodiscard]] QString explanation(const findings::Slice& slice) const;
    [[nodiscard]] QString boundsText(const findings::SliceScore& score) const;

    std::vector<findings::Slice> slices_;
    std::string score_;
    bool compared_ = false;
    double least_ = 0, most_ = 1; ///< ends of the drawn intervals
};

/// Draws intervals as whiskers with a dot at the mean, the compared evaluation's below.
class IntervalDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
};

} // namespace unimo::panels
