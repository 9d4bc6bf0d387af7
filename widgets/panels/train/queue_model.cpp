// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/queue_model.h"

#include <QDir>
#include <algorithm>

namespace unimo::panels {

void QueueModel::setRuns(const QVector<WaitingRun>& runs)
{
    if (runs == runs_)
        return; // what is selected stays
    beginResetModel();
    runs_ = runs;
    endResetModel();
}

int QueueModel::rowOf(const QString& path) const
{
    const auto found = std::find_if(runs_.begin(), runs_.end(),
                                    [&](const WaitingRun& run) { return run.path == path; });
    return found == runs_.end() ? -1 : static_cast<int>(found - runs_.begin());
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WaitingRun& run = runs_[index.row()];
    const QString text = QStringLiteral("%1  %2").arg(index.row() + 1).arg(run.name);
    switch (role) {
    case Qt::DisplayRole:
        return run.continues ? tr("%1, to be continued").arg(text) : text;
    case Qt::ToolTipRole:
        return QDir::toNativeSeparators(run.path);
    default:
        return {};
    }
}

} // namespace unimo::panels
