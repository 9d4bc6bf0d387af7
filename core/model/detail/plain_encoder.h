// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/detail/unimo_model.h"

#include <vector>

namespace unimo::model {

/// What the encoder makes of one sequence, with what its fused path never keeps.
struct PlainPass
{
    at::Tensor states;                 ///< [tokens, hidden]
    std::vector<at::Tensor> attention; ///< a layer: [heads, tokens, tokens], each row sums up to 1
};

/// The plain twin of UnimoModel::encode for a batch of a single sequence, without dropout:
/// attention by products and a softmax whose probabilities are kept. inputs: what the embeddings
/// gave, [tokens, hidden]. Differentiable in the inputs.
[[nodiscard]] PlainPass encodePlain(UnimoModel& model, const tensor::PackedLayout& layout,
                                    const at::Tensor& inputs);

/// How much of each input token reaches each state (attention rollout, Abnar and Zuidema 2020):
/// the product over the layers of the mean over the heads, mixed half and half with the token
/// itself for the residual connection. [tokens, tokens], rows sum up to 1.
[[nodiscard]] at::Tensor attentionRollout(const std::vector<at::Tensor>& attention);

} // namespace unimo::model
