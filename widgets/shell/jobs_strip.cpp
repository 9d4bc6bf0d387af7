// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/jobs_strip.h"

#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/shell/job_row.h"

#include <QVBoxLayout>

namespace unimo::shell {

using train::RunState;

namespace {

bool isAtWork(RunState state)
{
    return state == RunState::Queued || state == RunState::Starting || state == RunState::Running ||
           state == RunState::Paused || state == RunState::Stopping;
}

QString stateText(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return JobsStrip::tr("waiting");
    case RunState::Starting:
        return JobsStrip::tr("starting");
    case RunState::Running:
        return JobsStrip::tr("training");
    case RunState::Paused:
        return JobsStrip::tr("paused");
    case RunState::Stopping:
        return JobsStrip::tr("stopping");
    case RunState::Finished:
        return JobsStrip::tr("finished");
    case RunState::Failed:
        return JobsStrip::tr("failed");
    case RunState::Lost:
        return JobsStrip::tr("lost");
    }
    return {};
}

/// By steps, or by time when the run is bounded by time alone.
double shareOf(const train::RunStatus& status)
{
    if (status.totalSteps > 0)
        return static_cast<double>(status.step) / static_cast<double>(status.totalSteps);
    if (status.remainingSeconds >= 0 && status.elapsedSeconds > 0)
        return status.elapsedSeconds / (status.elapsedSeconds + status.remainingSeconds);
    return -1;
}

} // namespace

JobsStrip::JobsStrip(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), rows_(new QVBoxLayout(this))
{
    setAccessibleName(tr("Jobs"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(0);
    connect(workspace->jobs(), &bridge::JobRunner::jobStarted, this, &JobsStrip::addJob);
    connect(workspace->jobs(), &bridge::JobRunner::jobFinished, this, &JobsStrip::removeJob);
    connect(workspace, &bridge::Workspace::activeRunChanged, this, &JobsStrip::clearRun);
}

JobsStrip::~JobsStrip() = default;

void JobsStrip::addJob(bridge::CoreJob* job)
{
    auto* row = new JobRow(job->title());
    row->setProgress({}, -1, -1);
    connect(row, &JobRow::stopWanted, job, &bridge::CoreJob::cancel);
    connect(job, &bridge::CoreJob::progressChanged, row, [job, row] {
        const ProgressState& state = job->progress();
        const double share =
            state.total > 0 ? static_cast<double>(state.done) / static_cast<double>(state.total)
                            : -1;
        row->setProgress(look::progressText(state.what), share, job->remainingSeconds());
    });
    jobs_.insert(job, row);
    rows_->addWidget(row);
    tellVisible();
}

void JobsStrip::removeJob(bridge::CoreJob* job)
{
    if (JobRow* row = jobs_.take(job)) {
        rows_->removeWidget(row);
        row->deleteLater();
    }
    tellVisible();
}

void JobsStrip::setRunStatus(const train::RunStatus& status)
{
    runStatus_ = status;
    if (!isAtWork(status.state)) {
        clearRun();
        return;
    }
    if (!run_) {
        run_ = new JobRow(bridge::runName(workspace_->activeRun()));
        connect(run_, &JobRow::pauseWanted, this,
                [this] { send(train::ControlCommand::Kind::Pause); });
        connect(run_, &JobRow::resumeWanted, this,
                [this] { send(train::ControlCommand::Kind::Resume); });
        connect(run_, &JobRow::stopWanted, this,
                [this] { send(train::ControlCommand::Kind::Stop); });
        rows_->insertWidget(0, run_);
    }
    const QString what =
        tr("%1, step %2").arg(stateText(status.state), look::formatCount(status.step));
    run_->setProgress(what, shareOf(status), status.remainingSeconds);
    run_->setPauseButton(status.canPause() || status.canResume(), status.canResume());
    run_->setStopEnabled(status.canStop());
    tellVisible();
}

void JobsStrip::send(train::ControlCommand::Kind kind)
{
    workspace_->jobs()->start(
        tr("Telling the trainer"),
        [run = workspace_->activeRun().toStdString(), kind](const JobControl&) {
            return train::RunFolder(run).send({kind, {}, 0});
        });
}

void JobsStrip::clearRun()
{
    if (!run_)
        return;
    rows_->removeWidget(run_);
    run_->deleteLater();
    run_ = nullptr;
    tellVisible();
}

void JobsStrip::tellVisible()
{
    Q_EMIT visibleChanged(run_ != nullptr || !jobs_.isEmpty());
}

} // namespace unimo::shell
