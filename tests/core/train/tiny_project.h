// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"

#include <filesystem>

namespace unimo::tests {

/// Makes a project of 24 training and 8 validation pictures with captions, questions, rewritten
/// negatives and random region features, small enough that a step takes milliseconds.
/// Adds to a tiny project what the whole of UNIMO learns from: a rewritten positive a pair, 6 texts
/// and 6 pictures without partner, two of each retrieved for every pair.
void addUnpairedData(const std::filesystem::path& folder);
/// Adds a task of every kind: classification and regression of texts, generation, and
/// classification of pictures with a text.
void addTasks(const std::filesystem::path& folder);
void makeTinyProject(const std::filesystem::path& folder);

/// A recipe for it: unimo-tiny from scratch, few sequences a step, dropout on.
[[nodiscard]] Settings tinyRecipe(int64_t steps);

} // namespace unimo::tests
