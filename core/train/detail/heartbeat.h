// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace unimo::train {

/// Keeps status.json fresh on a thread of its own: a step, a checkpoint or the loading of a large
/// model may take longer than the silence after which a viewer takes the run for lost.
class Heartbeat
{
public:
    explicit Heartbeat(RunFolder run);

    /// Writes this status now, and again each second until the next one.
    void publish(const RunStatus& status);

private:
    void write(); ///< the mutex is held

    RunFolder run_;
    std::mutex mutex_;
    RunStatus status_;       ///< guarded by mutex_
    bool published_ = false; ///< guarded by mutex_
    std::condition_variable_any wake_;
    std::jthread thread_; ///< last member: joined before the rest goes
};

} // namespace unimo::train
