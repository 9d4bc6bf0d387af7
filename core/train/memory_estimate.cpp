// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/memory_estimate.h"

namespace unimo::train {

MemoryEstimate estimateMemory(const model::UnimoConfig& config, int64_t parameters,
                              const data::StepBatch& batch, double bytesANumber, int64_t passes,
                              bool recompute)
{
    constexpr double kFloat = 4;
    const auto weights = static_cast<double>(parameters);
    const auto& layout = batch.input.layout;
    double tokens = 0;
    double pairs = 0; // of tokens in one sequence
    for (int64_t b = 0; b < layout.sequences(); ++b) {
        const auto length = static_cast<double>(layout.length(b));
        tokens += length;
        pairs += length * length;
    }
    const double ofLayer = (34 * static_cast<double>(config.hidden) * tokens +
                            5 * static_cast<double>(config.heads) * pairs) *
                           bytesANumber / 2;
    double predicted = 0;
    for (const auto& part : batch.language)
        predicted += static_cast<double>(part.rows.numel());

    MemoryEstimate estimate;
    estimate.weights = estimate.gradients = kFloat * weights;
    estimate.optimizer = 2 * kFloat * weights;
    const auto layers = static_cast<double>(config.layers);
    const double input = kFloat * static_cast<double>(config.hidden) * tokens;
    estimate.activations =
        static_cast<double>(passes) * (recompute ? layers * input + ofLayer : layers * ofLayer);
    estimate.logits = static_cast<double>(passes) * 3 * kFloat * predicted *
                      static_cast<double>(config.outputVocabulary);
    return estimate;
}

} // namespace unimo::train
