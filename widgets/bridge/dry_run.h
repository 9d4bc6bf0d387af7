// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "widgets/bridge/run_launcher.h"

#include <nlohmann/json_fwd.hpp>

#include <QObject>

namespace unimo::bridge {

class JobRunner;

/// `unimo train --dry-run` as a process of its own: a model that is too large, or a fault in it,
/// does not take the window along, and stopping it is a kill. A job of the strip. Thread: GUI.
class DryRun : public QObject
{
    Q_OBJECT
public:
    explicit DryRun(JobRunner* jobs, QObject* parent = nullptr);

    [[nodiscard]] bool running() const { return running_; }
    /// Does nothing while one is running.
    void start(const TrainCommand& command);

Q_SIGNALS:
    /// The keys are in docs/file-formats.md.
    void reported(const nlohmann::json& report);
    void failed(const unimo::Error& error);
    /// Always last.
    void ended();

private:
    JobRunner* jobs_;
    bool running_ = false;
};

} // namespace unimo::bridge
