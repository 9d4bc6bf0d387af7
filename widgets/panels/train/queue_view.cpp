// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/queue_view.h"

#include "core/train/run_queue.h"
#include "widgets/bridge/queue_edits.h"
#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/run_launcher.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/train/queue_model.h"

#include <QAction>
#include <QDir>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <tuple>

namespace unimo::panels {
namespace {

constexpr int kLookEveryMs = 1000;
constexpr int kListHeight = 112;

train::RunQueue queueOf(const bridge::Workspace* workspace)
{
    return train::RunQueue(workspace->projectFolder().toStdString());
}

} // namespace

QueueView::QueueView(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), model_(new QueueModel(this)), list_(new QListView),
      state_(new QLabel), pause_(new QPushButton), start_(new QPushButton(tr("Start now"))),
      up_(new QToolButton), down_(new QToolButton), remove_(new QToolButton)
{
    auto* title = new QLabel(tr("Queue"));
    title->setProperty("heading", true);
    title->setToolTip(tr("Runs that are trained one after the other, also while the window is "
                         "closed"));
    pause_->setObjectName(QStringLiteral("queue pause"));
    state_->setWordWrap(true);
    state_->setProperty("muted", true);
    state_->setObjectName(QStringLiteral("queue state"));
    list_->setModel(model_);
    list_->setObjectName(QStringLiteral("queue"));
    list_->setAccessibleName(tr("Runs that wait"));
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setFixedHeight(kListHeight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* line = new QHBoxLayout;
    line->addWidget(title, 1);
    line->addWidget(pause_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(state_);
    layout->addWidget(list_);
    layout->addWidget(buildButtons());

    connect(pause_, &QPushButton::clicked, this, &QueueView::pauseOrGoOn);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &QueueView::enableButtons);
    connect(workspace_, &bridge::Workspace::runsChanged, this, &QueueView::look);
    connect(workspace_, &bridge::Workspace::projectChanged, this, &QueueView::look);
    connect(&timer_, &QTimer::timeout, this, &QueueView::look);
    addKey(Qt::ALT | Qt::Key_Up, [this] { moveBy(-1); });
    addKey(Qt::ALT | Qt::Key_Down, [this] { moveBy(1); });
    addKey(QKeySequence::Delete, [this] { removeChosen(); });
    look();
}

QWidget* QueueView::buildButtons()
{
    up_->setArrowType(Qt::UpArrow);
    down_->setArrowType(Qt::DownArrow);
    look::setThemedIcon(remove_, QStringLiteral("trash"));
    const std::tuple<QToolButton*, QString, QString, const char*> buttons[] = {
        {up_, tr("Earlier"), tr("The run's turn comes earlier (Alt+Up)"), "queue up"},
        {down_, tr("Later"), tr("The run's turn comes later (Alt+Down)"), "queue down"},
        {remove_, tr("Take out of the queue"),
         tr("Takes the run out of the queue: into the trash unless it has a checkpoint (Delete)"),
         "queue remove"}};
    for (const auto& [button, name, tip, objectName] : buttons) {
        button->setAccessibleName(name);
        button->setToolTip(tip);
        button->setObjectName(QString::fromLatin1(objectName));
    }
    start_->setObjectName(QStringLiteral("queue start"));
    start_->setToolTip(tr("Starts the run at once, beside whatever trains"));
    connect(up_, &QToolButton::clicked, this, [this] { moveBy(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { moveBy(1); });
    connect(remove_, &QToolButton::clicked, this, &QueueView::removeChosen);
    connect(start_, &QPushButton::clicked, this, &QueueView::startChosen);
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(up_);
    layout->addWidget(down_);
    layout->addWidget(remove_);
    layout->addStretch();
    layout->addWidget(start_);
    return line;
}

void QueueView::addKey(const QKeySequence& key, const std::function<void()>& act)
{
    auto* action = new QAction(list_);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, act);
    list_->addAction(action);
}

void QueueView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    look();
    timer_.start(kLookEveryMs);
}

void QueueView::hideEvent(QHideEvent* event)
{
    timer_.stop();
    QWidget::hideEvent(event);
}

void QueueView::look()
{
    if (!workspace_->hasProject()) {
        model_->setRuns({});
        return showState(false, false);
    }
    const train::RunQueue queue = queueOf(workspace_);
    const auto content = queue.read();
    if (!content) {
        state_->setText(QString::fromStdString(content.error().text()));
        return;
    }
    const QString before = chosen();
    QVector<WaitingRun> runs;
    for (const std::string& run : content->runs) {
        const train::RunFolder folder = queue.folderOf(run);
        const QString path = QString::fromStdString(folder.path().string());
        runs.append({path, bridge::runName(path), folder.latestCheckpoint().has_value()});
    }
    model_->setRuns(runs);
    if (const int row = model_->rowOf(before); row >= 0 && chosen() != before)
        list_->setCurrentIndex(model_->index(row));
    showState(content->paused, queue.hasWorker());
}

void QueueView::showState(bool paused, bool hasWorker)
{
    paused_ = paused;
    hasWorker_ = hasWorker;
    const bool empty = model_->runs().isEmpty();
    list_->setVisible(!empty);
    up_->parentWidget()->setVisible(!empty);
    const bool stands = paused || !hasWorker;
    pause_->setVisible(!empty || paused);
    pause_->setText(stands ? tr("Go on") : tr("Pause"));
    pause_->setToolTip(stands ? tr("Trains what waits, one run after the other")
                              : tr("Starts no further run; what trains goes on"));
    if (empty)
        state_->setText(paused ? tr("Paused. Nothing waits.")
                               : tr("Nothing waits. “Add to queue” puts a run of these settings at "
                                    "the end."));
    else if (paused)
        state_->setText(tr("Paused: no further run is started."));
    else if (hasWorker)
        state_->setText(tr("The next run starts when none trains any more, also while the window "
                           "is closed."));
    else
        state_->setText(tr("Nobody works the queue off. “Go on” starts with the first run."));
    enableButtons();
}

void QueueView::enableButtons()
{
    const int row = model_->rowOf(chosen());
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row + 1 < model_->rowCount());
    remove_->setEnabled(row >= 0);
    start_->setEnabled(row >= 0);
}

QString QueueView::chosen() const
{
    const QModelIndex current = list_->currentIndex();
    return current.isValid() ? model_->runs().value(current.row()).path : QString();
}

void QueueView::moveBy(int rows)
{
    const int row = model_->rowOf(chosen());
    const int place = row + rows;
    if (row < 0 || place < 0 || place >= model_->rowCount())
        return;
    bridge::queue::move(workspace_, chosen(), place);
    list_->setFocus(); // so that keys go on where a button began
}

void QueueView::removeChosen()
{
    if (const QString run = chosen(); !run.isEmpty())
        bridge::queue::remove(workspace_, run);
}

void QueueView::startChosen()
{
    const QString run = chosen();
    if (run.isEmpty())
        return;
    const bool continues = model_->runs()[model_->rowOf(run)].continues;
    const auto taken = queueOf(workspace_).remove(QDir(run).dirName().toStdString());
    if (!taken)
        return workspace_->notifyError(QString::fromStdString(taken.error().text()));
    look();
    Q_EMIT startWanted(run, continues);
}

void QueueView::pauseOrGoOn()
{
    if (!paused_ && hasWorker_)
        return bridge::queue::setPaused(workspace_, true);
    if (paused_)
        return bridge::queue::setPaused(workspace_, false);
    // Not paused, but its worker is gone, as after a restart of the machine.
    if (const Status started = bridge::RunLauncher::startQueueWorker(workspace_->projectFolder());
        !started)
        workspace_->notifyError(QString::fromStdString(started.error().text()));
}

} // namespace unimo::panels
