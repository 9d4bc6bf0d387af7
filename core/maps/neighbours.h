// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace unimo::maps {

/// Nearest neighbours of each row with their cosine distance, nearest first, without itself.
using Neighbours = std::vector<std::vector<std::pair<int32_t, float>>>;

/// Exact, `count` of each row.
[[nodiscard]] Result<Neighbours> neighboursOf(std::span<const float> vectors, int dim, int count);

} // namespace unimo::maps
