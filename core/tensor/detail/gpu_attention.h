// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/packed_attention.h"

namespace unimo::tensor {

/// packedAttention() on a GPU by torch's kernels, a call a block: flash attention for long
/// sequences in 16 bit, memory-efficient attention for short ones and float.
[[nodiscard]] at::Tensor gpuAttention(const at::Tensor& qkv, const AttentionPlan::Blocks& blocks,
                                      int64_t heads, double dropout);

} // namespace unimo::tensor
