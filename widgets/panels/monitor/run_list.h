// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/found_run.h"
#include "widgets/plots/group_series.h"

#include <QWidget>

class QAction;
class QComboBox;
class QMenu;
class QSortFilterProxyModel;
class QTableView;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class RunTableModel;

/// The table of runs, and what can be done to those that are selected in it: every act is a step of
/// the workspace's undo stack. The current row is the workspace's active run.
class RunList : public QWidget
{
    Q_OBJECT
public:
    RunList(bridge::Workspace* workspace, RunTableModel* runs, QWidget* parent = nullptr);

    /// Makes the run's row the current one.
    void setCurrent(const QString& run);
    /// Asks for a folder of event files and lists them.
    void chooseEvents();
    void renameCurrent();

Q_SIGNALS:
    void bandChosen(unimo::plots::Band band);

private:
    void buildTable();
    void buildActions();
    void openMenu(const QPoint& position);
    /// What can be taken out of the trash, and emptying it.
    void addTrash(QMenu* menu);
    /// Asks with count and bytes, then deletes what was counted.
    void emptyTrash();
    void archiveSelected(bool archived);
    void trashSelected();
    [[nodiscard]] bridge::FoundRuns selected() const;
    [[nodiscard]] bool anyLive(const bridge::FoundRuns& runs) const;
    void showArchivedCount();
    [[nodiscard]] QWidget* buildGrouping();
    /// Offers what the runs can be grouped by now.
    void fillGroupings();

    bridge::Workspace* workspace_;
    RunTableModel* runs_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    QToolButton* archived_;
    QComboBox* groupBy_;
    QComboBox* band_;
    QAction* rename_;
    QAction* delete_;
};

} // namespace unimo::panels
