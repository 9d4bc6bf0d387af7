// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <optional>
#include <vector>

namespace unimo::panels {

/// The runs of a project, one a row: whether its curves are shown (check mark), name with colour,
/// state and what status.json says. kSortRole gives numbers where text would sort wrongly.
class RunTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, State, Step, Loss, Speed, DataWait, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;
    static constexpr int kPathRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// Oldest first; known runs keep their status and check mark.
    void setRuns(const QStringList& paths);
    void setStatus(const QString& path, const train::RunStatus& status);
    /// status.json makes no sense; says why.
    void setUnreadable(const QString& path, const QString& why);
    void setShown(const QString& path, bool shown);
    void setActive(const QString& path);
    /// Takes the dots' colours anew.
    void takeTheme();

    [[nodiscard]] QStringList paths() const;
    [[nodiscard]] bool isShown(const QString& path) const;
    /// None before the first status was read.
    [[nodiscard]] std::optional<train::RunStatus> status(const QString& path) const;
    /// One of plots::colorSlots().
    [[nodiscard]] int colorSlot(const QString& path) const;
    [[nodiscard]] int rowOf(const QString& path) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void shownChanged(const QString& path, bool shown);

private:
    struct Row
    {
        QString path;
        QString name;
        int slot = 0;
        bool shown = false;
        std::optional<train::RunStatus> status;
        QString unreadable;
    };

    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] QVariant sortKey(const Row& row, int column) const;
    [[nodiscard]] QString toolTip(const Row& row) const;
    void rowChanged(int row);

    std::vector<Row> rows_;
    QString active_;
};

} // namespace unimo::panels
