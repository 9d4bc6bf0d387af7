// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/packed_attention.h"

#include <ATen/core/Tensor.h>

#include <memory>

namespace unimo::model {

/// Input of one pass through the encoder: sequences of text tokens, of visual tokens, or of both,
/// one after the other without padding. `layout` says where each begins and what it may see.
struct PackedBatch
{
    tensor::PackedLayout layout;
    at::Tensor tokens;    ///< int64 [text tokens]: vocabulary ids
    at::Tensor positions; ///< int64 [text tokens]: rows of the position table
    at::Tensor textRows;  ///< int64 [text tokens]: their rows in the packed batch
    /// Who speaks and how many turns ago, int64 [text tokens], -1 where nobody does; undefined
    /// where there is no dialogue.
    at::Tensor roles, turns;
    at::Tensor features;     ///< float [visual tokens, featureDim]: [IMG] and regions
    at::Tensor locations;    ///< float [visual tokens, 5]: x1, y1, x2, y2, area, all fractions
    at::Tensor visualMasked; ///< bool [visual tokens]: the feature is hidden from the model
    at::Tensor visualRows;   ///< int64 [visual tokens]: their rows in the packed batch

    /// Where a batch was sent to a GPU: what its attention reads, sent along. Else made when
    /// needed.
    std::shared_ptr<const tensor::AttentionPlan> plan;

    [[nodiscard]] PackedBatch to(const at::Device& device) const;
};

} // namespace unimo::model
