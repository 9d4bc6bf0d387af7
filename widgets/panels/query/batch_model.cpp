// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/batch_model.h"

#include "core/base/files.h"
#include "core/inference/batch.h"
#include "widgets/look/theme.h"

namespace unimo::panels {

using inference::BatchRow;

void BatchModel::clear()
{
    beginResetModel();
    rows_.clear();
    endResetModel();
}

void BatchModel::append(const std::vector<BatchRow>& rows)
{
    if (rows.empty())
        return;
    const auto first = static_cast<int>(rows_.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    rows_.insert(rows_.end(), rows.begin(), rows.end());
    endInsertRows();
}

int BatchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int BatchModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const BatchRow& row = rows_[static_cast<size_t>(index.row())];
    const bool number = index.column() == Sample || index.column() == Probability;
    if (role == Qt::TextAlignmentRole && number)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && index.column() == Text && !row.problem.empty())
        return look::Theme::instance().color(QStringLiteral("bad"));
    if (role != Qt::DisplayRole && role != SortRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Sample:
        return role == SortRole ? QVariant::fromValue(static_cast<qint64>(row.sample))
                                : look::formatCount(row.sample);
    case Question:
        return QString::fromStdString(row.question);
    case Text:
        return QString::fromStdString(row.problem.empty() ? row.text : row.problem);
    case Probability:
        if (role == SortRole)
            return static_cast<double>(row.probability);
        return row.problem.empty() ? QStringLiteral("%1 %").arg(row.probability * 100, 0, 'f', 1)
                                   : QString();
    case Known: {
        const QString known = QString::fromStdString(row.known);
        const bool same = known.compare(QString::fromStdString(row.text), Qt::CaseInsensitive) == 0;
        return same && role == Qt::DisplayRole && !known.isEmpty() ? QStringLiteral("✓ ") + known
                                                                   : known;
    }
    default:
        return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Probability)
        return tr("Of the answer; of a caption the geometric mean of its tokens' probabilities");
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(
            Qt::AlignVCenter |
            (section == Sample || section == Probability ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Sample:
        return tr("Sample");
    case Question:
        return tr("Question");
    case Text:
        return tr("The model says");
    case Probability:
        return tr("Probability");
    case Known:
        return tr("Known");
    default:
        return {};
    }
}

Status saveBatch(const std::vector<BatchRow>& rows, const QString& file)
{
    const bool json = file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    return writeFileAtomic(file.toStdString(),
                           json ? inference::jsonOf(rows) : inference::csvOf(rows));
}

} // namespace unimo::panels
