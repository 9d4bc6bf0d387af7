// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/packed_attention.h"

namespace unimo::tensor {

/// packedAttention() on a GPU by torch's kernels, flash attention for 16 bit and memory-efficient
/// attention for float: one call for all prefixes, one for what stands behind them.
[[nodiscard]] at::Tensor gpuAttention(const at::Tensor& qkv, const AttentionPlan::Blocks& blocks,
                                      int64_t heads, double dropout);

} // namespace unimo::tensor
