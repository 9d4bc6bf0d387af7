// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/augmentation_model.h"

#include "widgets/look/theme.h"

#include <algorithm>

namespace unimo::models {
namespace {

int64_t markedOf(const store::AugmentationCounts& counts)
{
    return counts.marks[1] + counts.marks[2] + counts.marks[3];
}

} // namespace

void AugmentationModel::setRows(std::vector<store::AugmentationCounts> rows)
{
    // A mark changes numbers, not rows: the view keeps its place.
    const bool same =
        rows.size() == rows_.size() &&
        std::equal(rows.begin(), rows.end(), rows_.begin(), [](const auto& a, const auto& b) {
            return a.caption == b.caption && a.text == b.text;
        });
    if (same) {
        rows_ = std::move(rows);
        if (!rows_.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    rows_ = std::move(rows);
    places_.clear();
    for (size_t row = rows_.size(); row-- > 0;)
        places_[rows_[row].sample] = static_cast<int>(row);
    endResetModel();
}

int AugmentationModel::rowOf(qint64 sample, qint64 caption) const
{
    const int first = rowOf(sample);
    for (size_t row = first < 0 ? rows_.size() : static_cast<size_t>(first);
         row < rows_.size() && rows_[row].sample == sample; ++row)
        if (rows_[row].caption == caption)
            return static_cast<int>(row);
    return first;
}

int AugmentationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int AugmentationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AugmentationModel::data(const QModelIndex& index, int role) const
{
    const auto& row = rows_[static_cast<size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() != Text)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (index.column() == Text)
        return role == Qt::DisplayRole || role == Qt::ToolTipRole || role == SortRole
                   ? QVariant(QString::fromStdString(row.text))
                   : QVariant();
    const qint64 count = index.column() == Usable   ? row.usable()
                         : index.column() == Marked ? markedOf(row)
                                                    : row.rejected;
    if (role == SortRole)
        return count;
    return role == Qt::DisplayRole ? QVariant(look::formatCount(count)) : QVariant();
}

QVariant AugmentationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString names[] = {tr("Caption"), tr("Used"), tr("Marked"), tr("Rejected")};
    const QString helps[] = {tr("The caption"), tr("How many are trained on"),
                             tr("How many a person marked: they are left out of training"),
                             tr("How many failed a check when they were made")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return helps[section];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Text ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    return {};
}

AugmentationFilter::AugmentationFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(AugmentationModel::SortRole);
}

void AugmentationFilter::setShow(Show show)
{
    show_ = show;
    invalidateFilter();
}

void AugmentationFilter::setText(const QString& text)
{
    words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool AugmentationFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto* model = qobject_cast<const AugmentationModel*>(sourceModel());
    const auto& counts = model->rows()[static_cast<size_t>(row)];
    const auto wanted = [&] {
        switch (show_) {
        case Show::All:
            return true;
        case Show::Marked:
            return markedOf(counts) > 0;
        case Show::TooEasy:
            return counts.marks[1] > 0;
        case Show::TooHard:
            return counts.marks[2] > 0;
        case Show::Wrong:
            return counts.marks[3] > 0;
        case Show::Rejected:
            return counts.rejected > 0;
        }
        return true;
    };
    if (!wanted())
        return false;
    const QString text = words_.isEmpty() ? QString() : QString::fromStdString(counts.text);
    return std::all_of(words_.begin(), words_.end(), [&](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace unimo::models
