// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"

#include <filesystem>

namespace unimo::tests {

/// Makes a project of 24 training and 8 validation pictures with captions, questions, rewritten
/// negatives and random region features, small enough that a step takes milliseconds.
void makeTinyProject(const std::filesystem::path& folder);

/// A recipe for it: unimo-tiny from scratch, few sequences a step, dropout on.
[[nodiscard]] Settings tinyRecipe(int64_t steps);

} // namespace unimo::tests
