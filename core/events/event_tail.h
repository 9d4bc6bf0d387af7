// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"
#include "core/events/record_file.h"

#include <filesystem>
#include <map>

namespace unimo::events {

/// Follows the event files of one run folder, those of TensorBoard's own writers too.
/// Several files (a run that was resumed) are read in the order of their names, which start with
/// their time. Both ways of writing scalars and texts are understood: plain values and tensors.
/// Thread: one at a time.
class EventTail
{
public:
    explicit EventTail(std::filesystem::path runFolder) : folder_(std::move(runFolder)) {}

    /// What was added since the last call; empty when the folder is not there (yet).
    [[nodiscard]] EventBatch poll();

private:
    std::filesystem::path folder_;
    std::map<std::filesystem::path, RecordReader> files_;
};

} // namespace unimo::events
