// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"
#include "widgets/bridge/found_run.h"
#include "widgets/panels/monitor/run_groups.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QStringList>
#include <optional>
#include <vector>

namespace unimo::panels {

/// The runs of a project, one a row: whether its curves are shown (check mark), name with colour,
/// state and what status.json says. kSortRole gives numbers where text would sort wrongly. The rows
/// of archived runs are there all the time; kListedRole tells whether they are to be seen.
class RunTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Group, State, Step, Loss, Speed, DataWait, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;
    static constexpr int kPathRole = Qt::UserRole + 1;
    static constexpr int kListedRole = Qt::UserRole + 2;

    using QAbstractTableModel::QAbstractTableModel;

    /// Oldest first; known runs keep their status and check mark, also over a time away.
    void setRuns(const bridge::FoundRuns& runs);
    void setStatus(const QString& path, const train::RunStatus& status);
    /// status.json makes no sense; says why.
    void setUnreadable(const QString& path, const QString& why);
    void setShown(const QString& path, bool shown);
    /// Of event files that no status tells about.
    void setLastStep(const QString& path, qint64 step);
    void setArchivedListed(bool listed);
    void setActive(const QString& path);
    /// Fills the column Group, and gives the runs of a group one colour.
    void setGrouping(const Grouping& grouping);
    /// Takes the dots' colours anew.
    void takeTheme();

    [[nodiscard]] QStringList paths() const;
    [[nodiscard]] const bridge::FoundRun& found(int row) const
    {
        return rows_[static_cast<size_t>(row)].found;
    }
    [[nodiscard]] QString name(const QString& path) const;
    [[nodiscard]] int archivedCount() const;
    [[nodiscard]] bridge::FoundRuns found() const;
    [[nodiscard]] const Grouping& grouping() const { return grouping_; }
    [[nodiscard]] const QVector<RunGroup>& groups() const { return groups_; }
    /// Checked, and in sight.
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
    /// Other runs are in other groups, or have other colours.
    void groupsChanged();
    /// A name was typed in.
    void renameWanted(const QString& path, const QString& name);

private:
    struct Row
    {
        bridge::FoundRun found;
        QString group; ///< its name; empty: in none
        int slot = 0;
        qint64 lastStep = -1;
        bool shown = false;
        std::optional<train::RunStatus> status;
        QString unreadable;
    };

    [[nodiscard]] bool isListed(const Row& row) const
    {
        return archivedListed_ || !row.found.archived;
    }
    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] QVariant sortKey(const Row& row, int column) const;
    [[nodiscard]] QString toolTip(const Row& row) const;
    void rowChanged(int row);
    void regroup();

    std::vector<Row> rows_;
    QSet<QString> shownBefore_; ///< checked when they went away
    Grouping grouping_;
    QVector<RunGroup> groups_;
    QString active_;
    bool archivedListed_ = false;
};

} // namespace unimo::panels
