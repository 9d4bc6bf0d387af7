// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/run_control.h"

#include "widgets/bridge/run_progress.h"

namespace unimo::panels {

using train::RunState;

void RunControl::setRun(const QString& run)
{
    if (run == run_)
        return;
    run_ = run;
    status_.reset();
    asked_.clear();
    Q_EMIT changed();
}

void RunControl::setStatus(const train::RunStatus& status)
{
    if (!status_ || status_->state != status.state)
        asked_.clear();
    status_ = status;
    Q_EMIT changed();
}

void RunControl::setHasProject(bool has)
{
    hasProject_ = has;
    Q_EMIT changed();
}

void RunControl::setAsked(const QString& label)
{
    asked_ = label;
    Q_EMIT changed();
}

bool RunControl::isLive() const
{
    return status_ && bridge::isLive(*status_);
}

RunControl::Action RunControl::mainAction() const
{
    if (!hasProject_ || !asked_.isEmpty())
        return Action::None;
    if (!isLive())
        return Action::Start;
    if (status_->canPause())
        return Action::Pause;
    return status_->canResume() ? Action::Resume : Action::None;
}

QString RunControl::mainLabel() const
{
    if (!asked_.isEmpty())
        return asked_;
    if (!isLive())
        return tr("Start training");
    switch (status_->state) {
    case RunState::Starting:
        return tr("Starting…");
    case RunState::Running:
        return tr("Pause");
    case RunState::Paused:
        return tr("Resume");
    default:
        return tr("Stopping…");
    }
}

bool RunControl::canCheckpoint() const
{
    return asked_.isEmpty() && status_ && (status_->canPause() || status_->canResume());
}

bool RunControl::canRestart() const
{
    return hasProject_ && asked_.isEmpty() && status_ && status_->canRestart();
}

} // namespace unimo::panels
