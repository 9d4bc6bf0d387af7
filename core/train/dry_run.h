// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/settings.h"
#include "core/train/recipe.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace unimo::train {

struct DryRunRequest
{
    std::filesystem::path project;
    Settings recipe{recipeTable()};
};

/// Tries a recipe without training: builds its model, builds one of its batches, runs one step on
/// the CPU with as few sequences as the objectives allow, and estimates the memory of a whole step.
/// Where that fits and takes no minutes, runs a few whole steps on the recipe's device against the
/// clock; else the time of one is told from the small step's. A recipe that wants weights which are
/// not named is tried with random ones. The keys are in docs/file-formats.md. Errors as a training
/// would give them.
[[nodiscard]] Result<nlohmann::json> dryRun(const DryRunRequest& request,
                                            const JobControl& control = {});

/// The same for people.
[[nodiscard]] std::string dryRunText(const nlohmann::json& report);

} // namespace unimo::train
