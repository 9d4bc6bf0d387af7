// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QVector>

namespace unimo::panels {

/// A run that waits.
struct WaitingRun
{
    QString path;
    QString name;
    bool continues = false; ///< it was stopped before, and has a checkpoint

    bool operator==(const WaitingRun&) const = default;
};

/// The runs of a queue, the next one first.
class QueueModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setRuns(const QVector<WaitingRun>& runs);
    [[nodiscard]] const QVector<WaitingRun>& runs() const { return runs_; }
    /// -1: it does not wait.
    [[nodiscard]] int rowOf(const QString& path) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    QVector<WaitingRun> runs_;
};

} // namespace unimo::panels
