// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/generate/detail/beam_search.h"

#include <span>

namespace unimo::generate {

struct SampleOptions
{
    int64_t count = 5;
    double topP = 0.9;      ///< 0: the likeliest token at every step
    double temperature = 1; ///< divides the logits before the nucleus is cut out
    uint64_t seed = 1;
};

/// A token drawn from the nucleus (Holtzman et al. 2020): the likeliest tokens, as few as make up
/// `topP` of the probability, in proportion to it. logits: of one text.
[[nodiscard]] int32_t drawToken(std::span<const float> logits, double topP, double temperature,
                                Random& random);

/// Texts drawn token by token, in the order of their numbers: text i has a random stream of its
/// own, so that asking for more leaves the first ones as they are. Log-probabilities and scores are
/// the model's own, neither cut nor tempered. Of `common` beams and trigrams do not count. Empty
/// when stopped.
[[nodiscard]] std::vector<Hypothesis> sampleTexts(model::UnimoModel& model,
                                                  const data::SequenceIds& ids,
                                                  const Prompt& prompt, const BeamOptions& common,
                                                  const SampleOptions& options,
                                                  const std::stop_token& stop = {});

} // namespace unimo::generate
