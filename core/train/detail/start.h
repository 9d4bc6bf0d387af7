// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"
#include "core/store/project.h"
#include "core/tasks/detail/bundle.h"

namespace unimo::train {

/// Builds a new model for a project as the recipe says: vocabulary, configuration, weights drawn by
/// the seed, text half from MiniLM, feature statistics and, where the training regions carry
/// labels, the visual projection in closed form. On the CPU.
[[nodiscard]] Result<tasks::Bundle> startBundle(const Settings& recipe,
                                                const store::Project& project);

} // namespace unimo::train
