// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/ATen.h>

namespace unimo::bench {

/// Square matrix products, 1024 on a side, on a GPU 8192: the most that the device gives, GFLOP/s.
[[nodiscard]] double gemmRate(at::ScalarType type, const at::Device& device);

} // namespace unimo::bench
