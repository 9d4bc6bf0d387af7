// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/dropout.h"
#include "core/tensor/detail/packed_attention.h"

namespace unimo::tensor {

/// packedAttention() on the CPU.
[[nodiscard]] at::Tensor cpuAttention(const at::Tensor& qkv, const AttentionPlan& plan,
                                      int64_t heads, double dropout);

// Its two ways without autograd, for a node that holds more than attention. starts, prefix: those
// of the plan.

struct CpuAttended
{
    at::Tensor out;           ///< float [tokens, hidden]
    at::Tensor probabilities; ///< float, before dropout, a block a sequence and head
};
/// qkv: float [tokens, 3 * hidden], contiguous.
[[nodiscard]] CpuAttended cpuAttend(const at::Tensor& qkv, const at::Tensor& starts,
                                    const at::Tensor& prefix, int64_t heads,
                                    const Dropout& dropout);
/// gradient: of out, float, contiguous. Returns the gradient of qkv.
[[nodiscard]] at::Tensor cpuAttendBackward(const at::Tensor& gradient, const at::Tensor& qkv,
                                           const at::Tensor& probabilities,
                                           const at::Tensor& starts, const at::Tensor& prefix,
                                           int64_t heads, const Dropout& dropout);

} // namespace unimo::tensor
