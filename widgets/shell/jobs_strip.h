// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace unimo::bridge {
class CoreJob;
class Workspace;
} // namespace unimo::bridge

namespace unimo::shell {

class JobRow;

/// What is at work now, one line each: the active training run and the window's own jobs, with
/// progress, time left, and buttons to pause and stop. Nothing to see when nothing runs.
class JobsStrip : public QWidget
{
    Q_OBJECT
public:
    explicit JobsStrip(bridge::Workspace* workspace, QWidget* parent = nullptr);
    ~JobsStrip() override;

    /// Shows the active run's state.
    void setRunStatus(const train::RunStatus& status);

Q_SIGNALS:
    /// Whether there is anything to show.
    void visibleChanged(bool visible);

private:
    void addJob(bridge::CoreJob* job);
    void removeJob(bridge::CoreJob* job);
    void send(train::ControlCommand::Kind kind);
    void clearRun();
    void tellVisible();

    bridge::Workspace* workspace_;
    QVBoxLayout* rows_;
    QHash<bridge::CoreJob*, JobRow*> jobs_;
    JobRow* run_ = nullptr;
    train::RunStatus runStatus_;
};

} // namespace unimo::shell
