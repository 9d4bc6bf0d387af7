// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/settings.h"
#include "core/train/recipe.h"
#include "core/train/run_folder.h"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace unimo::train {

struct TrainRequest
{
    std::filesystem::path project;
    RunFolder run{{}};
    Settings recipe{recipeTable()};
    bool resume = false;  ///< go on from the run's latest checkpoint
    std::stop_token stop; ///< checkpoint and end
    /// Called after each logged step, on the training thread; may be empty.
    std::function<void(const RunStatus&)> onStatus;
};

/// Trains until the schedule's end or a stop. Everything a viewer needs is in the run folder.
/// Returns the last status; errors are also written there as state Failed. Blocks; all torch work
/// happens on the calling thread. Where a launcher (torchrun, srun, mpirun) started several
/// processes, each calls this with the same request and they train one model together.
[[nodiscard]] Result<RunStatus> train(const TrainRequest& request);

} // namespace unimo::train
