// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_queue.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace unimo::train {

/// What a worker tells of itself, a line each; may be empty.
using QueueTeller = std::function<void(const std::string& line)>;

/// Trains the runs of a queue one after the other, each by `program train` in a process of its own
/// whose text goes to console.txt of its run folder. A run that has a checkpoint is resumed. While
/// another run of the project trains on this host, however it was started, the next one waits. A
/// run that fails does not stop the queue. Ends when nothing waits or the queue is paused. When a
/// stop is requested the run's trainer is asked to checkpoint and end, and the run goes back to the
/// front of the queue unless it came to its end. False: another worker is at work already. Blocks.
[[nodiscard]] Result<bool> workQueue(const RunQueue& queue, const std::filesystem::path& program,
                                     const std::stop_token& stop, const QueueTeller& tell = {});

} // namespace unimo::train
