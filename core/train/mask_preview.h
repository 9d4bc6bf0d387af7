// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"
#include "core/train/recipe.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>

namespace unimo::train {

struct MaskPreviewRequest
{
    std::filesystem::path project;
    Settings recipe{recipeTable()};
    int64_t firstStep = 0;
    int64_t steps = 20;   ///< counted
    int64_t examples = 3; ///< shown of each task
};

/// What a recipe hides from the model: the very batches that training takes, read back. Counts of
/// hidden words (by what took their place), generated words and hidden regions, and examples
/// token by token. The keys are in docs/file-formats.md. Thread: any.
[[nodiscard]] Result<nlohmann::json> previewMasks(const MaskPreviewRequest& request);

} // namespace unimo::train
