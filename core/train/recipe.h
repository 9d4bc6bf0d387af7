// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::train {

/// Every setting of a training run, in the order the form shows them (docs/training.md is made
/// from this table).
[[nodiscard]] const SettingTable& recipeTable();

/// The presets in resources/recipes/, by name ("demo", "quick", ...), sorted.
[[nodiscard]] std::vector<std::string> recipeNames();
/// A preset by its name, or a recipe file by its path; then changes as the command line has them,
/// "KEY=VALUE".
[[nodiscard]] Result<Settings> loadRecipe(const std::string& nameOrFile,
                                          const std::vector<std::string>& changes = {});

} // namespace unimo::train
