// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <vector>

#include "datasets/demo/backgrounds.h"
#include "datasets/demo/statement.h"

namespace unimo::datasets {

/// Five true statements about a scene, four full sentences that name every group with colour,
/// count and relation, then one short list. Their words differ.
[[nodiscard]] std::vector<Statement> describe(const Scene& scene, const Background& background,
                                              Random& random);

/// "full" or "short".
[[nodiscard]] const char* styleOf(const Statement& statement);

} // namespace unimo::datasets
