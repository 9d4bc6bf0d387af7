// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/detail/bundle.h"
#include "core/tensor/detail/process_group.h"
#include "core/train/detail/optimizer.h"
#include "core/train/exact_resume.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>

namespace unimo::train {

/// What training must remember beside weights and moments. Batches are a function of the step
/// number, so the step is the data position.
struct TrainerState
{
    int64_t step = 0;
    double elapsedSeconds = 0;
    double learningRate = 0; ///< peak; may have been changed while running
    nlohmann::json weights = nlohmann::json::object(); ///< live settings that were changed
};

/// Writes checkpoints/step-<n>: everything into a temporary folder, synced, renamed; then deletes
/// the oldest until `keep` are left. madeWith is kept for whoever asks whether a resume is exact.
/// memory: Optimizer::state() and randomStates(). Returns the folder.
[[nodiscard]] Result<std::filesystem::path>
saveCheckpoint(const RunFolder& run, const tasks::Bundle& bundle, const TrainerState& state,
               const Circumstances& madeWith, const tensor::TensorMap& memory, int64_t keep);

/// Torch's random states of the CPU and of `device`, by the names in a checkpoint: this process's,
/// or those of all processes of a group, which all have to call it.
[[nodiscard]] tensor::TensorMap randomStates(const at::Device& device,
                                             const tensor::ProcessGroup* group);

/// Reads what saveCheckpoint wrote beside the bundle, and restores the optimiser and torch's
/// random states of the CPU and of `device`: those of process `rank`. A process that the checkpoint
/// does not know keeps its own.
[[nodiscard]] Result<TrainerState> restoreCheckpoint(const std::filesystem::path& folder,
                                                     Optimizer& optimizer, const at::Device& device,
                                                     int rank = 0);

} // namespace unimo::train
