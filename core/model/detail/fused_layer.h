// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/detail/layer_weights.h"
#include "core/tensor/detail/packed_attention.h"

namespace unimo::model {

struct LayerRules
{
    int64_t heads;
    double dropout; ///< of the attention and of both branches
    double epsilon; ///< of both norms
};

/// One layer of the encoder on the CPU as a single node of autograd: between its products every row
/// is read and written once, dropout keeps no masks, and GELU's values are made again on the way
/// back. What EncoderLayerImpl computes from single operations otherwise, and is tested against.
/// x: float [tokens, hidden] -> the same; weights are float; products are in the type that autocast
/// says. The dropout's seeds are drawn from torch's generator of the CPU.
[[nodiscard]] at::Tensor fusedLayer(const at::Tensor& x, const tensor::AttentionPlan& plan,
                                    const LayerWeights& weights, const LayerRules& rules);

} // namespace unimo::model
