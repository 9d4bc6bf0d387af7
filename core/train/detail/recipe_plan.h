// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"
#include "core/data/detail/batch_builder.h"
#include "core/tasks/detail/bundle.h"
#include "core/train/detail/optimizer.h"
#include "core/train/detail/train_step.h"
#include "core/train/schedule.h"

#include <memory>
#include <string>

// What a recipe means to the parts of a step: read here, for the trainer, the benchmark and the
// preview alike.
namespace unimo::train {

/// What the step holds, from the recipe's counts and switches.
[[nodiscard]] data::StepPlan stepPlan(const Settings& recipe, const tasks::Bundle& bundle);
/// The split that the recipe learns from, as the model reads it. Throws ErrorException.
[[nodiscard]] std::shared_ptr<const data::SceneData>
trainingScenes(const Settings& recipe, const store::Project& project, const tasks::Bundle& bundle);
[[nodiscard]] OptimizerOptions optimizerOptions(const Settings& recipe);
/// Weights, precision on this device ("cpu", "cuda"), adversarial training.
[[nodiscard]] StepRules stepRules(const Settings& recipe, const std::string& device);
[[nodiscard]] Schedule schedule(const Settings& recipe);

} // namespace unimo::train
