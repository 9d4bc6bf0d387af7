// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/generate/detail/beam_search.h"

#include <vector>

namespace unimo::generate {

/// Predicts token after token. The prompt is encoded once; its keys and values, and those of what
/// was written, are kept for every text that is being written. Under torch::NoGradGuard.
class Decoder
{
public:
    Decoder(model::UnimoModel& model, const data::SequenceIds& ids, const Prompt& prompt);

    /// Logits of the first token: [1, vocabulary], the same for every text.
    [[nodiscard]] at::Tensor first();
    /// Logits [texts, vocabulary] after one more token a text. parents: the place that each text's
    /// beginning had in the call before (0 after first()).
    [[nodiscard]] at::Tensor next(const std::vector<int64_t>& tokens,
                                  const std::vector<int64_t>& parents);

private:
    model::UnimoModel& model_;
    data::SequenceIds ids_;
    bool dialogue_;
    std::vector<model::LayerCache> caches_;
    at::Tensor last_;     ///< states that predict
    int64_t written_ = 0; ///< tokens a text
};

/// Makes what must not come next impossible: options.forbidden, and before options.minTokens the
/// end. logits: [texts, vocabulary], float on the CPU, written to.
void forbid(at::Tensor& logits, int64_t step, int32_t end, const BeamOptions& options);

} // namespace unimo::generate
