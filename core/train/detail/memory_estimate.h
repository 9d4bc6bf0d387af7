// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/step_batch.h"
#include "core/model/config.h"

#include <cstdint>

namespace unimo::train {

/// Bytes of one training step, by what holds them.
struct MemoryEstimate
{
    double weights = 0;     ///< fp32 weights
    double gradients = 0;   ///< fp32
    double optimizer = 0;   ///< two fp32 moments
    double activations = 0; ///< what the encoder keeps for the way back
    double logits = 0;      ///< of the language-model head: values, their softmax, their gradient
    [[nodiscard]] double total() const
    {
        return weights + gradients + optimizer + activations + logits;
    }
};

/// parameters: their number. bytesANumber: of an activation, 2 under autocast, else 4.
/// Activations after Korthikanti et al. 2022 (arXiv 2205.05198, equation 2), without tensor
/// parallelism: a layer keeps 34 bytes a token and hidden number where numbers have two bytes, and
/// 5 a head and pair of tokens that see each other, dropout masks included. passes: forward passes
/// that are kept at once, 3 in adversarial training. recompute: layers keep their input alone (in
/// float), and one of them runs again at a time.
[[nodiscard]] MemoryEstimate estimateMemory(const model::UnimoConfig& config, int64_t parameters,
                                            const data::StepBatch& batch, double bytesANumber,
                                            int64_t passes, bool recompute);

} // namespace unimo::train
