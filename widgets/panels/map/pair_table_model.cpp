// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/pair_table_model.h"

#include "widgets/look/theme.h"

namespace unimo::panels {

void PairTableModel::setPairs(std::shared_ptr<const inference::PairVectors> pairs)
{
    beginResetModel();
    pairs_ = std::move(pairs);
    endResetModel();
}

int PairTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !pairs_ ? 0 : static_cast<int>(pairs_->size());
}

int PairTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PairTableModel::data(const QModelIndex& index, int role) const
{
    const auto row = static_cast<size_t>(index.row());
    const bool shown = role == Qt::DisplayRole;
    if (role == Qt::TextAlignmentRole && index.column() != Caption)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Caption)
        return QString::fromStdString(pairs_->captions[row]);
    if (!shown && role != SortRole)
        return {};
    switch (index.column()) {
    case Similarity: {
        const auto value = static_cast<double>(pairs_->similarity[row]);
        return shown ? QVariant(QString::number(value, 'f', 3)) : QVariant(value);
    }
    case CaptionRank:
        return shown ? QVariant(look::formatCount(pairs_->textRank[row] + 1))
                     : QVariant(pairs_->textRank[row]);
    case PictureRank:
        return shown ? QVariant(look::formatCount(pairs_->pictureRank[row] + 1))
                     : QVariant(pairs_->pictureRank[row]);
    default:
        return QString::fromStdString(pairs_->captions[row]);
    }
}

QVariant PairTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString names[] = {tr("Similarity"), tr("Caption rank"), tr("Picture rank"),
                             tr("Caption")};
    const QString helps[] = {
        tr("Cosine of the picture and its caption, each encoded alone"),
        tr("Place of its own caption among all captions, nearest to the picture first"),
        tr("Place of its own picture among all pictures, nearest to the caption first"),
        tr("The caption")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return helps[section];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Caption ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    return {};
}

} // namespace unimo::panels
