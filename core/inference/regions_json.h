// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/engine.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace unimo::inference {

/// The boxes that evidence speaks of, in the order of its regions.
[[nodiscard]] nlohmann::json toJson(const std::vector<SeenRegion>& regions);

} // namespace unimo::inference
