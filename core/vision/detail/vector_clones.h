// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/vector_clones.h"

#include <cstdint>

namespace unimo::vision {

/// Eight floats: a register of AVX2, two of SSE.
using Lanes = float __attribute__((vector_size(32), aligned(4)));
inline constexpr int64_t kLanes = 8;

} // namespace unimo::vision
