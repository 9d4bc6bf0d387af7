// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace unimo::model {

/// What the states between the products of the encoder are kept in: float; on a GPU under autocast
/// bf16. Autocast alone keeps them in float there, and reading, writing and casting them then takes
/// as long as the products (docs/performance.md).
[[nodiscard]] at::ScalarType stateType(const at::Device& device);

/// The weights of one layer of the encoder, as the states' type wants them.
struct LayerWeights
{
    struct Affine
    {
        at::Tensor weight, bias;
    };
    Affine qkv, output, attentionNorm, inner, outer, outputNorm;

    /// Cast in one call, forth and back, where autocast casts each of the twelve by itself.
    /// Differentiable. The same when they are of that type already.
    [[nodiscard]] LayerWeights to(at::ScalarType type) const;
};

/// x: [.., in] -> [.., out]
[[nodiscard]] at::Tensor affine(const at::Tensor& x, const LayerWeights::Affine& weights);
/// Layer norm over the last dimension in the type of x; its sums are in float.
[[nodiscard]] at::Tensor layerNorm(const at::Tensor& x, const LayerWeights::Affine& weights,
                                   double epsilon);

} // namespace unimo::model
