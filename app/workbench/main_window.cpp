// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/main_window.h"

#include "app/workbench/dropped.h"
#include "app/workbench/run_notices.h"
#include "app/workbench/status_line.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/engine_thread.h"
#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/run_watcher.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/local_files.h"
#include "widgets/look/warm_up.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/evaluate/evaluate_panel.h"
#include "widgets/panels/log/log_panel.h"
#include "widgets/panels/map/map_panel.h"
#include "widgets/panels/monitor/monitor_panel.h"
#include "widgets/panels/query/query_panel.h"
#include "widgets/panels/retrieved/retrieved_panel.h"
#include "widgets/panels/rewrites/rewrites_panel.h"
#include "widgets/panels/train/train_panel.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/jobs_strip.h"
#include "widgets/shell/key_bindings.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QSettings>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <utility>

namespace unimo::workbench {
namespace {

constexpr int kSaveEveryMs = 10'000; ///< the most of a session that a crash can lose
constexpr qsizetype kMostRecent = 8;
constexpr int kUsualWidth = 1280;
constexpr int kUsualHeight = 800;

bool isRunOf(const QString& project, const QString& run)
{
    return run.startsWith(QDir(project).filePath(QStringLiteral("runs/")));
}

} // namespace

MainWindow::MainWindow(bool remember, QWidget* parent)
    : QMainWindow(parent), remember_(remember), workspace_(new bridge::Workspace(this)),
      engine_(new bridge::EngineThread(this)), runWatcher_(new bridge::RunWatcher(this)),
      notices_(new RunNotices(workspace_, this)), dataPanel_(new panels::DataPanel(workspace_)),
      queryPanel_(new panels::QueryPanel(workspace_, engine_)),
      monitorPanel_(new panels::MonitorPanel(workspace_)), jobs_(new shell::JobsStrip(workspace_)),
      jobsBar_(new QToolBar(tr("Jobs"))), palette_(new shell::CommandPalette(this))
{
    setObjectName(QStringLiteral("window"));
    setWindowTitle(tr("UNIMO Workbench"));
    resize(kUsualWidth, kUsualHeight);
    setAcceptDrops(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);

    addPanel(QStringLiteral("data"), tr("Data"), dataPanel_);
    addPanel(QStringLiteral("rewrites"), tr("Rewrites"),
             new panels::RewritesPanel(workspace_, engine_));
    addPanel(QStringLiteral("retrieved"), tr("Retrieved"),
             new panels::RetrievedPanel(workspace_, engine_));
    addPanel(QStringLiteral("query"), tr("Query"), queryPanel_);
    addPanel(QStringLiteral("train"), tr("Train"), new panels::TrainPanel(workspace_));
    addPanel(QStringLiteral("monitor"), tr("Monitor"), monitorPanel_);
    addPanel(QStringLiteral("map"), tr("Map"), new panels::MapPanel(workspace_, engine_));
    addPanel(QStringLiteral("evaluate"), tr("Evaluate"), new panels::EvaluatePanel(workspace_));
    addPanel(QStringLiteral("log"), tr("Log"), new panels::LogPanel(workspace_));
    resetLayout();

    jobsBar_->setObjectName(QStringLiteral("jobs"));
    jobsBar_->setMovable(false);
    jobsBar_->addWidget(jobs_);
    jobsBar_->toggleViewAction()->setEnabled(false);
    addToolBar(Qt::BottomToolBarArea, jobsBar_);
    jobsBar_->hide();
    statusBar()->addPermanentWidget(new StatusLine(workspace_, engine_));
    statusBar()->setSizeGripEnabled(false);

    buildMenus();
    connectWorkspace();
    restoreSettings();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPanel(const QString& name, const QString& title, QWidget* panel)
{
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(panel);
    panel->setAccessibleName(title);
    docks_.insert(name, dock);
    dockOrder_.push_back(name);
    addDockWidget(Qt::LeftDockWidgetArea, dock);
    // The tab names a panel already; a bar of its own is needed only where there is no tab.
    for (const auto signal : {&QDockWidget::topLevelChanged, &QDockWidget::visibilityChanged})
        connect(dock, signal, this, &MainWindow::arrangeTitleBars, Qt::QueuedConnection);
}

void MainWindow::arrangeTitleBars()
{
    for (QDockWidget* dock : std::as_const(docks_)) {
        const bool tabbed = !dock->isFloating() && !tabifiedDockWidgets(dock).isEmpty();
        QWidget* bar = dock->titleBarWidget();
        if (tabbed && !bar) {
            dock->setTitleBarWidget(new QWidget);
        } else if (!tabbed && bar) {
            dock->setTitleBarWidget(nullptr);
            bar->deleteLater();
        }
    }
}

void MainWindow::resetLayout()
{
    QDockWidget* first = docks_.value(dockOrder_.first());
    for (const QString& name : std::as_const(dockOrder_)) {
        QDockWidget* dock = docks_.value(name);
        dock->setFloating(false);
        dock->show();
        if (dock == first)
            addDockWidget(Qt::LeftDockWidgetArea, dock);
        else
            tabifyDockWidget(first, dock);
    }
    first->raise();
    arrangeTitleBars();
}

void MainWindow::showPanel(const QString& name)
{
    QDockWidget* dock = docks_.value(name);
    if (!dock)
        return;
    dock->show();
    dock->raise();
    dock->widget()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::setTheme(look::Theme::Mode mode)
{
    look::Theme::instance().apply(mode);
    takeIcons();
}

void MainWindow::openProject(const QString& folder)
{
    workspace_->openProject(folder);
}

void MainWindow::connectWorkspace()
{
    using bridge::Workspace;
    connect(workspace_, &Workspace::panelWanted, this, &MainWindow::showPanel);
    connect(workspace_, &Workspace::notified, this, [this](const QString& text, bool isError) {
        statusBar()->showMessage(isError ? tr("⚠ %1").arg(text) : text, isError ? 0 : 6000);
    });
    connect(workspace_, &Workspace::projectChanged, this, [this] {
        setWindowTitle(tr("%1 – UNIMO Workbench").arg(QDir(workspace_->projectFolder()).dirName()));
        rememberProject();
    });
    connect(workspace_, &Workspace::activeRunChanged, this,
            [this] { runWatcher_->watch(workspace_->activeRun()); });
    connect(runWatcher_, &bridge::RunWatcher::statusChanged, jobs_,
            &shell::JobsStrip::setRunStatus);
    connect(runWatcher_, &bridge::RunWatcher::statusChanged, notices_, &RunNotices::take);
    connect(jobs_, &shell::JobsStrip::visibleChanged, jobsBar_, &QWidget::setVisible);
}

void MainWindow::rememberProject()
{
    if (!remember_)
        return;
    QSettings settings;
    QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    recent.removeAll(workspace_->projectFolder());
    recent.prepend(workspace_->projectFolder());
    settings.setValue(QStringLiteral("recent"), recent.mid(0, kMostRecent));
}

void MainWindow::restoreSettings()
{
    if (!remember_)
        return;
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("layout")).toByteArray(), kLayoutVersion);
    jobsBar_->hide();
    arrangeTitleBars();
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &MainWindow::saveSession);
    timer->start(kSaveEveryMs);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!std::exchange(warm_, true))
        for (QDockWidget* dock : std::as_const(docks_))
            look::warmUp(dock->widget());
}

void MainWindow::saveSession()
{
    QSettings settings;
    const auto keep = [&settings](const QString& key, const QVariant& value) {
        if (settings.value(key) != value) // most of the time nothing has changed
            settings.setValue(key, value);
    };
    keep(QStringLiteral("geometry"), saveGeometry());
    keep(QStringLiteral("layout"), saveState(kLayoutVersion));
    keep(QStringLiteral("theme"), static_cast<int>(look::Theme::instance().mode()));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->source() == nullptr && event->mimeData()->hasUrls()) // not out of the window itself
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QStringList files = look::localFiles(*event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    const QString& first = files.first();
    switch (droppedKind(first)) {
    case Dropped::Project:
        openProject(first);
        return;
    case Dropped::Run:
        if (workspace_->hasProject() && !isRunOf(workspace_->projectFolder(), first))
            bridge::runs::openEvents(workspace_, {first});
        workspace_->setActiveRun(first);
        return showPanel(QStringLiteral("monitor"));
    case Dropped::Checkpoint:
        workspace_->setFixedCheckpoint(first);
        return showPanel(QStringLiteral("query"));
    case Dropped::Events:
        if (!workspace_->hasProject())
            return workspace_->notifyError(tr("Open a project first: event files are listed "
                                              "beside its runs."));
        bridge::runs::openEvents(workspace_, files);
        return showPanel(QStringLiteral("monitor"));
    case Dropped::Picture:
        if (files.size() == 1) {
            queryPanel_->openPicture(first);
            return showPanel(QStringLiteral("query"));
        }
        break;
    case Dropped::Data:
        break;
    }
    showPanel(QStringLiteral("data"));
    dataPanel_->importFiles(files);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (remember_)
        saveSession();
    event->accept();
}

} // namespace unimo::workbench
