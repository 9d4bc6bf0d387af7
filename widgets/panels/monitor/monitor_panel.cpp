// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/monitor_panel.h"

#include "widgets/bridge/resume_check.h"
#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/run_progress.h"
#include "widgets/bridge/run_watcher.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/local_files.h"
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/chart_grid.h"
#include "widgets/panels/monitor/checkpoint_choice.h"
#include "widgets/panels/monitor/histograms_view.h"
#include "widgets/panels/monitor/run_list.h"
#include "widgets/panels/monitor/run_table_model.h"
#include "widgets/panels/monitor/samples_view.h"
#include "widgets/panels/monitor/similarity_view.h"
#include "widgets/panels/monitor/state_line.h"
#include "widgets/plots/lane_plot.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace unimo::panels {
namespace {

constexpr auto kDataWaitTag = "time/data_wait_ms";
constexpr auto kComputeTag = "time/compute_ms";
constexpr auto kChangedPrefix = "changed/";

constexpr int kNameWidth = 200;

enum Lane { DataWait, Compute };

/// What may hold event files of all that is dragged; projects and pictures are the window's.
QStringList eventFoldersIn(const QMimeData& mime)
{
    QStringList found;
    for (const QString& path : look::localFiles(mime)) {
        const bool folder = QFileInfo(path).isDir();
        if (folder ? !QDir(path).exists(QStringLiteral("project.sqlite"))
                   : QFileInfo(path).fileName().contains(QLatin1String("tfevents")))
            found << path;
    }
    return found;
}

} // namespace

MonitorPanel::MonitorPanel(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), watcher_(new bridge::RunWatcher(this)),
      runs_(new RunTableModel(this)), list_(new RunList(workspace, runs_)), state_(new StateLine),
      charts_(new ChartGrid),
      lanes_(new plots::LanePlot(tr("Time of a step"), tr("ms"),
                                 {{tr("Waiting for data"), 1}, {tr("Compute"), 0}})),
      samples_(new SamplesView), histograms_(new HistogramsView(charts_->crosshair())),
      similarity_(new SimilarityView(workspace)), resume_(new bridge::ResumeCheck(workspace, this)),
      pages_(new QStackedWidget), center_(new QStackedWidget), waiting_(new QLabel)
{
    setAcceptDrops(true);
    waiting_->setAlignment(Qt::AlignCenter);
    waiting_->setWordWrap(true);
    waiting_->setProperty("muted", true);
    center_->addWidget(charts_);
    center_->addWidget(waiting_);

    auto* upper = new QWidget;
    auto* upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->addWidget(state_);
    upperLayout->addWidget(buildControls());
    upperLayout->addWidget(center_, 1);
    auto* right = new QSplitter(Qt::Vertical);
    right->addWidget(upper);
    right->addWidget(buildBottom());
    right->setStretchFactor(0, 4);
    right->setStretchFactor(1, 1);
    right->setSizes({560, 190});
    auto* whole = new QSplitter(Qt::Horizontal);
    whole->addWidget(list_);
    whole->addWidget(right);
    whole->setStretchFactor(0, 1);
    whole->setStretchFactor(1, 2);
    whole->setSizes({500, 1000});
    for (QSplitter* splitter : {right, whole}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(8);
    }
    pages_->addWidget(buildEmpty());
    pages_->addWidget(whole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(pages_);

    connectWatcher();
    connect(runs_, &RunTableModel::shownChanged, this, &MonitorPanel::setShown);
    connect(runs_, &RunTableModel::groupsChanged, this, &MonitorPanel::groupCurves);
    connect(list_, &RunList::bandChosen, charts_, &ChartGrid::setBand);
    connect(workspace_, &bridge::Workspace::projectChanged, this, &MonitorPanel::openProject);
    connect(workspace_, &bridge::Workspace::activeRunChanged, this, &MonitorPanel::followActiveRun);
    connect(workspace_, &bridge::Workspace::checkpointChanged, this, &MonitorPanel::placeMarks);
    connect(charts_, &ChartGrid::menuWanted, this, &MonitorPanel::fillCurveMenu);
    connect(charts_, &ChartGrid::pointChosen, this, &MonitorPanel::askAt);
    connect(histograms_, &HistogramsView::failed, workspace_, &bridge::Workspace::notifyError);
    connect(charts_, &ChartGrid::failed, workspace_, &bridge::Workspace::notifyError);
    connect(&look::Theme::instance(), &look::Theme::changed, runs_, &RunTableModel::takeTheme);
    connect(resume_, &bridge::ResumeCheck::told, state_, &StateLine::setResume);
    connect(resume_, &bridge::ResumeCheck::gone, state_, &StateLine::clearResume);
    lanes_->setCrosshairLink(charts_->crosshair());
    applySmoothing();
    openProject();
}

QWidget* MonitorPanel::buildEmpty()
{
    auto* empty = new look::EmptyState(
        QStringLiteral("monitor"),
        tr("The curves of training runs appear here while they train. There is no run yet. A "
           "folder of TensorBoard's event files can be dropped here."),
        tr("Go to Train"));
    connect(empty, &look::EmptyState::activated, this,
            [this] { workspace_->showPanel(QStringLiteral("train")); });
    auto* open = empty->addButton(tr("Open event files…"));
    connect(open, &QPushButton::clicked, list_, &RunList::chooseEvents);
    return empty;
}

QWidget* MonitorPanel::buildBottom()
{
    auto* tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->tabBar()->setDrawBase(false);
    tabs->addTab(lanes_, tr("Time of a step"));
    tabs->addTab(samples_, tr("Samples"));
    tabs->addTab(histograms_, tr("Histograms"));
    tabs->addTab(similarity_, tr("Similarity"));
    return tabs;
}

void MonitorPanel::connectWatcher()
{
    using bridge::RunWatcher;
    connect(watcher_, &RunWatcher::runsFound, this, &MonitorPanel::setRuns);
    connect(watcher_, &RunWatcher::noted, workspace_, &bridge::Workspace::notifyError);
    connect(workspace_, &bridge::Workspace::runsChanged, watcher_, &RunWatcher::lookAgain);
    connect(watcher_, &RunWatcher::statusChanged, this, &MonitorPanel::setStatus);
    connect(watcher_, &RunWatcher::statusUnreadable, runs_, &RunTableModel::setUnreadable);
    connect(watcher_, &RunWatcher::eventsAppended, this,
            [this](const QString& run, const std::shared_ptr<const events::EventBatch>& batch) {
                addEvents(run, *batch);
            });
    connect(watcher_, &RunWatcher::similaritiesAppended, this,
            [this](const QString& run,
                   const std::shared_ptr<const std::vector<train::SimilarityPoint>>& points) {
                if (runs_->rowOf(run) >= 0) // else of the project before
                    similarity_->append(run, *points);
            });
}

// --- runs
// ------------------------------------------------------------------------------------------

void MonitorPanel::openProject()
{
    setRuns({});
    changes_.clear();
    if (workspace_->hasProject())
        watcher_->watchProject(workspace_->projectFolder());
    followActiveRun();
}

void MonitorPanel::setRuns(const bridge::FoundRuns& runs)
{
    const QStringList before = runs_->paths();
    runs_->setRuns(runs);
    for (const QString& run : before)
        if (runs_->rowOf(run) < 0)
            forgetRun(run);
    if (runs.isEmpty()) {
        charts_->clear();
        samples_->clear();
        histograms_->clear();
        similarity_->clear();
        lanes_->clear();
    }
    const QString active = workspace_->activeRun();
    const bool there = runs_->rowOf(active) >= 0;
    if (there && !before.contains(active))
        runs_->setShown(active, true);
    else if (!there && before.contains(active) && workspace_->hasProject())
        workspace_->setActiveRun(newestListed());
    showActiveRun();
    showWhatThereIs();
}

void MonitorPanel::forgetRun(const QString& run)
{
    charts_->removeRun(run);
    samples_->remove(run);
    histograms_->remove(run);
    similarity_->remove(run);
    changes_.remove(run);
}

QString MonitorPanel::newestListed() const
{
    for (int row = runs_->rowCount() - 1; row >= 0; --row)
        if (!runs_->found(row).foreign && !runs_->found(row).archived)
            return runs_->found(row).path;
    return {};
}

void MonitorPanel::setStatus(const train::RunStatus& status, const QString& run)
{
    const auto before = runs_->status(run);
    runs_->setStatus(run, status);
    // What starts to train under the eyes of its owner is meant to be seen.
    if (bridge::isLive(status) && !(before && bridge::isLive(*before)))
        runs_->setShown(run, true);
    if (run == workspace_->activeRun()) {
        state_->setStatus(status);
        resume_->look(run, status);
    }
    showWhatThereIs();
}

void MonitorPanel::setShown(const QString& run, bool shown)
{
    if (shown)
        watcher_->setEventsWanted(run, true);
    styleRun(run);
    showWhatThereIs();
}

void MonitorPanel::groupCurves()
{
    QVector<plots::CurvePlot::Group> groups;
    for (const RunGroup& group : runs_->groups())
        groups.append({QStringLiteral("group:") + group.name, group.name,
                       runs_->colorSlot(group.runs.first()), group.runs});
    charts_->setGroups(groups);
    for (const QString& run : runs_->paths())
        styleRun(run);
}

void MonitorPanel::styleRun(const QString& run)
{
    charts_->setRun(run, {runs_->name(run), runs_->colorSlot(run), runs_->isShown(run)});
}

void MonitorPanel::followActiveRun()
{
    runs_->setShown(workspace_->activeRun(), true);
    showActiveRun();
}

void MonitorPanel::showActiveRun()
{
    const QString run = workspace_->activeRun();
    const int row = runs_->rowOf(run);
    runs_->setActive(run);
    samples_->setRun(run);
    histograms_->setRun(run);
    similarity_->setRun(run);
    if (run.isEmpty())
        state_->setRun({}, tr("No run is chosen"));
    else
        state_->setRun(runs_->name(run), row >= 0 && runs_->found(row).foreign
                                             ? tr("event files")
                                             : tr("no status yet"));
    list_->setCurrent(run);
    if (const auto status = runs_->status(run)) {
        state_->setStatus(*status);
        resume_->look(run, *status);
    } else {
        resume_->forget();
    }
    fillLanes();
    placeMarks();
}

void MonitorPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (workspace_->hasProject() && !eventFoldersIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MonitorPanel::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    bridge::runs::openEvents(workspace_, eventFoldersIn(*event->mimeData()));
}

void MonitorPanel::showWhatThereIs()
{
    pages_->setCurrentIndex(runs_->rowCount() > 0 ? 1 : 0);
    bool anyShown = false;
    for (const QString& run : runs_->paths())
        anyShown = anyShown || runs_->isShown(run);
    const auto status = runs_->status(workspace_->activeRun());
    if (!anyShown)
        waiting_->setText(tr("Check a run on the left to see its curves."));
    else if (status && !status->error.empty())
        waiting_->setText(tr("The run failed before its first point:\n%1")
                              .arg(QString::fromStdString(status->error)));
    else
        waiting_->setText(tr("Curves appear with the first logged step."));
    center_->setCurrentIndex(anyShown && !charts_->isEmpty() ? 0 : 1);
}

// --- events
// ----------------------------------------------------------------------------------------

void MonitorPanel::addEvents(const QString& run, const events::EventBatch& batch)
{
    if (runs_->rowOf(run) < 0)
        return; // of the project before
    if (batch.purgeFrom) {
        charts_->purge(run, *batch.purgeFrom);
        samples_->purge(run, *batch.purgeFrom);
        histograms_->purge(run, *batch.purgeFrom);
        auto& changes = changes_[run];
        changes.erase(changes.lowerBound(*batch.purgeFrom), changes.end());
    }
    events::Series<events::ScalarPoint> curves = batch.scalars;
    std::erase_if(curves,
                  [](const auto& entry) { return entry.first.starts_with(kChangedPrefix); });
    charts_->append(run, curves);
    qint64 last = -1;
    for (const auto& [tag, points] : curves)
        last = std::max<qint64>(last, points.back().step);
    runs_->setLastStep(run, last);
    samples_->append(run, batch.texts);
    histograms_->append(run, batch.histograms);
    for (const std::string& warning : batch.warnings)
        workspace_->notifyError(QString::fromStdString(warning));
    if (run == workspace_->activeRun()) {
        if (batch.purgeFrom)
            fillLanes();
        else
            for (const auto& [lane, tag] :
                 {std::pair(DataWait, kDataWaitTag), {Compute, kComputeTag}})
                if (const auto found = curves.find(tag); found != curves.end()) {
                    std::vector<plots::CurvePoint> points;
                    for (const auto& value : found->second)
                        points.push_back({value.step, value.wallTime, value.value});
                    lanes_->append(lane, points);
                }
    }
    addMarks(run, batch.scalars);
    showWhatThereIs();
}

void MonitorPanel::addMarks(const QString& run, const events::Series<events::ScalarPoint>& scalars)
{
    bool any = false;
    for (const auto& [tag, values] : scalars) {
        if (!tag.starts_with(kChangedPrefix))
            continue;
        const QString key = QString::fromStdString(tag).mid(qstrlen(kChangedPrefix));
        for (const auto& value : values)
            changes_[run][value.step] << tr("%1 set to %2").arg(key).arg(value.value);
        any = true;
    }
    if (any && run == workspace_->activeRun())
        placeMarks();
}

void MonitorPanel::placeMarks()
{
    QVector<plots::CurvePlot::Mark> marks;
    const auto& changes = changes_[workspace_->activeRun()];
    for (auto change = changes.begin(); change != changes.end(); ++change)
        marks.append({change.key(), change.value().join(QStringLiteral(", "))});
    if (workspace_->checkpointStep() >= 0)
        marks.append({workspace_->checkpointStep(), tr("Query asks this checkpoint")});
    charts_->setMarks(marks);
}

// --- asking the model at a step
// --------------------------------------------------------------------

void MonitorPanel::fillCurveMenu(const QString& run, qint64 step, QMenu* menu)
{
    if (runs_->rowOf(run) < 0) {
        menu->addAction(tr("Ask a checkpoint: choose a single run, a group has none"))
            ->setEnabled(false);
        return;
    }
    const CheckpointChoice choice = chooseCheckpoint(run, step);
    menu->addAction(choice.text, this, [this, run, step] { askAt(run, step); })
        ->setEnabled(!choice.folder.isEmpty());
}

void MonitorPanel::askAt(const QString& run, qint64 step)
{
    if (runs_->rowOf(run) < 0)
        return workspace_->notify(tr("Ask a checkpoint: choose a single run, a group has none"));
    const CheckpointChoice choice = chooseCheckpoint(run, step);
    if (choice.folder.isEmpty())
        return workspace_->notify(choice.text);
    workspace_->setActiveRun(run); // before the checkpoint, which another run would let go
    workspace_->setFixedCheckpoint(choice.folder);
    workspace_->notify(tr("Query asks the checkpoint of step %1 of %2")
                           .arg(look::formatCount(choice.step), runs_->name(run)));
    workspace_->showPanel(QStringLiteral("query"));
}

void MonitorPanel::fillLanes()
{
    lanes_->clear();
    for (const auto& [lane, tag] : {std::pair(DataWait, kDataWaitTag), {Compute, kComputeTag}}) {
        const plots::CurvePlot* plot = charts_->plot(QString::fromLatin1(tag));
        const plots::CurveSeries* series = plot ? plot->series(workspace_->activeRun()) : nullptr;
        if (!series)
            continue;
        std::vector<plots::CurvePoint> points;
        for (size_t i = 0; i < series->size(); ++i)
            points.push_back(series->at(i));
        lanes_->append(lane, points);
    }
}

} // namespace unimo::panels
