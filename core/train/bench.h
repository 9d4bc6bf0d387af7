// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"
#include "core/train/recipe.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>

namespace unimo::train {

struct BenchRequest
{
    std::filesystem::path project;
    Settings recipe{recipeTable()};
    int64_t warmup = 2;                ///< steps that are not counted
    int64_t steps = 8;                 ///< steps that are
    std::filesystem::path lengthsFile; ///< where the steps' sequence lengths go; empty: nowhere
};

/// Runs training steps of a recipe against the clock (batches are built beforehand) and measures
/// the device's matrix-product rate beside them. The keys are in docs/file-formats.md.
[[nodiscard]] Result<nlohmann::json> benchTrain(const BenchRequest& request);

} // namespace unimo::train
