// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/run_list.h"

#include "core/train/run_folder.h"
#include "widgets/bridge/queue_edits.h"
#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/run_progress.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/run_table_model.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

namespace runs = bridge::runs;

namespace {

constexpr int kNameWidth = 200;
constexpr int kGroupWidth = 120;

/// Sorted, without the archived runs where these are not to be seen.
class ListedRuns : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        return sourceModel()->index(row, 0, parent).data(RunTableModel::kListedRole).toBool();
    }
};

/// What is being typed stays while the run's row changes under it.
class NameDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        const auto* line = qobject_cast<QLineEdit*>(editor);
        if (!line || !line->isModified())
            QStyledItemDelegate::setEditorData(editor, index);
    }
};

} // namespace

RunList::RunList(bridge::Workspace* workspace, RunTableModel* runs, QWidget* parent)
    : QWidget(parent), workspace_(workspace), runs_(runs), sorted_(new ListedRuns(this)),
      table_(new QTableView), archived_(new QToolButton), groupBy_(new QComboBox),
      band_(new QComboBox), rename_(new QAction(this)), delete_(new QAction(this))
{
    auto* open = new QToolButton;
    open->setText(tr("Open event files…"));
    open->setToolTip(tr("Shows TensorBoard's event files of a folder, and of those in it, beside "
                        "the project's runs; a folder can be dropped here too"));
    open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(open, &QToolButton::clicked, this, &RunList::chooseEvents);
    archived_->setCheckable(true);
    archived_->setToolTip(tr("Lists the archived runs too"));
    connect(archived_, &QToolButton::toggled, runs_, &RunTableModel::setArchivedListed);
    const auto takeIcons = [open] {
        open->setIcon(look::Theme::instance().icon(QStringLiteral("folder")));
    };
    takeIcons();
    connect(&look::Theme::instance(), &look::Theme::changed, open, takeIcons);

    buildTable();
    buildActions();
    auto* line = new QHBoxLayout;
    line->addWidget(open);
    line->addStretch();
    line->addWidget(archived_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(buildGrouping());
    layout->addWidget(table_, 1);
    connect(runs_, &QAbstractItemModel::dataChanged, this, &RunList::showArchivedCount);
    connect(runs_, &QAbstractItemModel::modelReset, this, &RunList::showArchivedCount);
    connect(runs_, &RunTableModel::groupsChanged, this, &RunList::fillGroupings);
    fillGroupings();
    showArchivedCount();
}

void RunList::buildTable()
{
    sorted_->setSourceModel(runs_);
    sorted_->setSortRole(RunTableModel::kSortRole);
    sorted_->setSortCaseSensitivity(Qt::CaseInsensitive);
    table_->setModel(sorted_);
    table_->setAccessibleName(tr("Runs"));
    table_->setSortingEnabled(true);
    table_->sortByColumn(RunTableModel::Name, Qt::DescendingOrder);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 is an action's
    table_->setItemDelegateForColumn(RunTableModel::Name, new NameDelegate(table_));
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->verticalHeader()->hide();
    table_->setMinimumWidth(240);
    auto* header = table_->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(RunTableModel::Name, QHeaderView::Interactive);
    header->resizeSection(RunTableModel::Name, kNameWidth);
    header->setSectionResizeMode(RunTableModel::Group, QHeaderView::Interactive);
    header->resizeSection(RunTableModel::Group, kGroupWidth);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_, &QWidget::customContextMenuRequested, this, &RunList::openMenu);
    // Queued: a row that is hidden passes the current row on in the middle of the model's change.
    connect(
        table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this] {
            const QModelIndex current = table_->currentIndex();
            if (current.isValid())
                workspace_->setActiveRun(current.data(RunTableModel::kPathRole).toString());
        },
        Qt::QueuedConnection);
    connect(runs_, &RunTableModel::renameWanted, this,
            [this](const QString& path, const QString& name) {
                runs::rename(workspace_, runs_->found(runs_->rowOf(path)), name);
            });
}

QWidget* RunList::buildGrouping()
{
    groupBy_->setAccessibleName(tr("Group the runs by"));
    groupBy_->setToolTip(tr("Draws the ticked runs of a group as their mean with a band"));
    groupBy_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(groupBy_, &QComboBox::activated, this,
            [this] { runs_->setGrouping(groupBy_->currentData().value<Grouping>()); });
    band_->addItem(tr("Lowest to highest"), static_cast<int>(plots::Band::Range));
    band_->addItem(tr("Standard deviation"), static_cast<int>(plots::Band::Deviation));
    band_->setAccessibleName(tr("What the band shows"));
    band_->setToolTip(tr("What the band around a group's mean shows"));
    connect(band_, &QComboBox::activated, this,
            [this] { Q_EMIT bandChosen(static_cast<plots::Band>(band_->currentData().toInt())); });
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("Group by"));
    label->setProperty("muted", true);
    label->setBuddy(groupBy_);
    layout->addWidget(label);
    layout->addWidget(groupBy_, 1);
    layout->addWidget(band_);
    return line;
}

void RunList::fillGroupings()
{
    using By = Grouping::By;
    const Grouping& now = runs_->grouping();
    groupBy_->clear();
    const auto add = [&](const QString& text, const Grouping& grouping) {
        groupBy_->addItem(text, QVariant::fromValue(grouping));
        if (grouping == now)
            groupBy_->setCurrentIndex(groupBy_->count() - 1);
    };
    add(tr("Nothing: every run by itself"), {});
    add(tr("Name without its number"), {By::Name, {}});
    QStringList keys = differingSettings(runs_->found());
    if (keys.contains(QStringLiteral("run.seed")))
        add(tr("All settings but the seed"), {By::AllButSeed, {}});
    if (now.by == By::Setting && !keys.contains(now.setting))
        keys << now.setting; // its runs may come back
    for (const QString& key : std::as_const(keys))
        add(key, {By::Setting, key});
    if (now.by == By::AllButSeed && groupBy_->currentData().value<Grouping>() != now)
        add(tr("All settings but the seed"), now);
    const bool grouped = now.by != By::Nothing;
    band_->setVisible(grouped);
    table_->setColumnHidden(RunTableModel::Group, !grouped);
}

void RunList::buildActions()
{
    rename_->setText(tr("Rename"));
    rename_->setShortcut(Qt::Key_F2);
    connect(rename_, &QAction::triggered, this, &RunList::renameCurrent);
    delete_->setShortcut(QKeySequence::Delete);
    connect(delete_, &QAction::triggered, this, &RunList::trashSelected);
    for (QAction* action : {rename_, delete_}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        table_->addAction(action);
    }
}

void RunList::setCurrent(const QString& run)
{
    const int row = runs_->rowOf(run);
    const QModelIndex index =
        row < 0 ? QModelIndex() : sorted_->mapFromSource(runs_->index(row, RunTableModel::Name));
    // A selection of several stays while its current row does.
    if (index.isValid() && index.row() != table_->currentIndex().row())
        table_->setCurrentIndex(index);
}

bridge::FoundRuns RunList::selected() const
{
    bridge::FoundRuns found;
    const QModelIndexList rows = table_->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        found << runs_->found(sorted_->mapToSource(row).row());
    return found;
}

bool RunList::anyLive(const bridge::FoundRuns& runs) const
{
    return std::any_of(runs.begin(), runs.end(), [this](const bridge::FoundRun& run) {
        const auto status = runs_->status(run.path);
        return status && bridge::isLive(*status);
    });
}

void RunList::chooseEvents()
{
    if (!workspace_->hasProject())
        return workspace_->notifyError(
            tr("Open a project first: event files are listed beside its runs"));
    auto* dialog = new QFileDialog(this, tr("Open event files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { runs::openEvents(workspace_, {folder}); });
    dialog->open();
}

void RunList::renameCurrent()
{
    const QModelIndex current = table_->currentIndex();
    if (current.isValid())
        table_->edit(current.siblingAtColumn(RunTableModel::Name));
}

void RunList::archiveSelected(bool archived)
{
    runs::setArchived(workspace_, selected(), archived);
}

void RunList::trashSelected()
{
    bridge::FoundRuns own, foreign, left;
    const bridge::FoundRuns chosen = selected();
    for (const bridge::FoundRun& run : chosen)
        (run.foreign ? foreign : own) << run;
    for (int row = 0; row < runs_->rowCount(); ++row)
        if (runs_->found(row).foreign && !foreign.contains(runs_->found(row)))
            left << runs_->found(row);
    runs::trash(workspace_, own); // refuses what trains
    runs::removeForeign(workspace_, foreign, left);
}

void RunList::openMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bridge::FoundRuns chosen = selected();
    if (!table_->indexAt(position).isValid() || chosen.isEmpty()) {
        menu->addAction(tr("Open event files…"), this, &RunList::chooseEvents);
        addTrash(menu);
        menu->popup(table_->viewport()->mapToGlobal(position));
        return;
    }
    const bool one = chosen.size() == 1;
    const QString run = chosen.first().path;
    const auto showOnly = [this](const std::function<bool(const QString&)>& wanted) {
        for (const QString& path : runs_->paths())
            runs_->setShown(path, wanted(path));
    };
    menu->addAction(one ? tr("Show only this run") : tr("Show only these runs"), this,
                    [showOnly, chosen] {
                        showOnly([&](const QString& path) {
                            return std::any_of(
                                chosen.begin(), chosen.end(),
                                [&](const bridge::FoundRun& found) { return found.path == path; });
                        });
                    });
    menu->addAction(tr("Show all runs"), this,
                    [showOnly] { showOnly([](const QString&) { return true; }); });
    menu->addSeparator();
    menu->addAction(tr("Run again with changes…"), this, [this, run] { workspace_->editRun(run); })
        ->setEnabled(one && !chosen.first().settings.isEmpty());
    const auto latest = train::RunFolder(run.toStdString()).latestCheckpoint();
    menu->addAction(
            tr("Fine-tune its latest checkpoint…"), this,
            [this, latest] { workspace_->startFrom(QString::fromStdString(latest->string())); })
        ->setEnabled(one && latest.has_value());
    const auto status = runs_->status(run);
    menu->addAction(tr("Continue it in the queue"), this,
                    [this, run] { bridge::queue::addStopped(workspace_, run); })
        ->setEnabled(one && !chosen.first().foreign && status && status->canRestart());
    menu->addSeparator();
    rename_->setEnabled(one);
    menu->addAction(rename_);
    const bool archived = std::all_of(chosen.begin(), chosen.end(),
                                      [](const bridge::FoundRun& found) { return found.archived; });
    menu->addAction(archived ? tr("Take out of the archive") : tr("Archive"), this,
                    [this, archived] { archiveSelected(!archived); });
    menu->addSeparator();
    menu->addAction(tr("Copy the folder's path"), this,
                    [run] { QApplication::clipboard()->setText(QDir::toNativeSeparators(run)); });
    const bool foreign = std::all_of(chosen.begin(), chosen.end(),
                                     [](const bridge::FoundRun& found) { return found.foreign; });
    const bool live = !foreign && anyLive(chosen);
    delete_->setText(foreign ? tr("Remove from the list")
                     : live  ? tr("Move to trash: stop it first")
                             : tr("Move to trash"));
    delete_->setEnabled(!live);
    menu->addAction(delete_);
    addTrash(menu);
    connect(menu, &QMenu::aboutToHide, this, [this] { // the keys go on, and say why they refuse
        rename_->setEnabled(true);
        delete_->setEnabled(true);
    });
    menu->popup(table_->viewport()->mapToGlobal(position));
}

void RunList::addTrash(QMenu* menu)
{
    const QStringList trashed = runs::inTrash(workspace_);
    QMenu* restore = menu->addMenu(tr("Restore from the trash"));
    for (const QString& run : trashed)
        restore->addAction(bridge::runName(run), this,
                           [this, run] { runs::restore(workspace_, run); });
    QAction* empty = menu->addAction(tr("Empty the trash…"), this, &RunList::emptyTrash);
    restore->setEnabled(!trashed.isEmpty());
    empty->setEnabled(!trashed.isEmpty());
}

void RunList::emptyTrash()
{
    runs::measureTrash(workspace_, this, [this](const std::vector<train::TrashedRun>& trashed) {
        int64_t bytes = 0;
        for (const train::TrashedRun& run : trashed)
            bytes += run.bytes;
        const QString count = trashed.size() == 1 ? tr("1 run") : tr("%1 runs").arg(trashed.size());
        auto* question = new QMessageBox(QMessageBox::Warning, tr("Empty the trash"),
                                         tr("Delete %1 in the trash for good?").arg(count),
                                         QMessageBox::Cancel, this);
        question->setAttribute(Qt::WA_DeleteOnClose);
        question->setInformativeText(
            tr("This frees %1 and cannot be undone.").arg(look::formatBytes(bytes)));
        QAbstractButton* yes =
            question->addButton(tr("Delete %1").arg(count), QMessageBox::DestructiveRole);
        question->setDefaultButton(QMessageBox::Cancel);
        connect(yes, &QAbstractButton::clicked, this,
                [this, trashed] { runs::emptyTrash(workspace_, trashed); });
        question->open();
    });
}

void RunList::showArchivedCount()
{
    const int count = runs_->archivedCount();
    archived_->setText(tr("Show archived (%1)").arg(count));
    archived_->setVisible(count > 0 || archived_->isChecked());
}

} // namespace unimo::panels
