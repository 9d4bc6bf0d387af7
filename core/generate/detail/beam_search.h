// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/step_batch.h"
#include "core/model/detail/unimo_model.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace unimo::generate {

struct BeamOptions
{
    int64_t beams = 5;
    int64_t minTokens = 3;
    int64_t maxTokens = 40;
    double lengthPenalty = 0.6;
    std::vector<int32_t> forbidden = {}; ///< ids that are no words: never generated
    /// No three words follow one another twice. `startsWord`: by id, whether a token begins a word.
    bool blockTrigrams = false;
    std::vector<uint8_t> startsWord = {};
};

/// What is written from: a picture, a source text, or both.
struct Prompt
{
    const data::VisualTokens* picture = nullptr;
    std::vector<data::PlacedToken> source = {}; ///< [CLS] ... [SEP]; empty: none
    int32_t end = 0; ///< closes the text: [SEP] of captions, [MASK] of other texts (unimo.md 4.3)
    bool dialogue = false; ///< the text is spoken by role 0 (unimo.md 4.3)
};

/// A finished text: ids without [CLS] and what closes it.
struct Hypothesis
{
    std::vector<int32_t> ids;
    std::vector<float> logProbabilities; ///< of each id, and of what closes the text at the end
    double score = 0;                    ///< sum / ((5 + length) / 6)^alpha
};

/// sum / ((5 + length) / 6)^alpha
[[nodiscard]] double normalised(double sum, size_t length, double alpha);

/// Beam search as UNIMO's (unimo.md 4.3): per step the best `beams` continuations of every live
/// hypothesis; scores divided by ((5 + length) / 6)^alpha; the end is forbidden before minTokens,
/// options.forbidden always, both before the softmax; a finished hypothesis stays and competes. The
/// prompt is encoded once, its keys and values are shared by all beams. Best first. Returns fewer
/// than `beams` when stopped; empty when stopped before anything was finished.
[[nodiscard]] std::vector<Hypothesis> beamSearch(model::UnimoModel& model,
                                                 const data::SequenceIds& ids, const Prompt& prompt,
                                                 const BeamOptions& options,
                                                 const std::stop_token& stop = {});

/// The plain twin: no cache, every hypothesis is encoded anew at every step.
[[nodiscard]] std::vector<Hypothesis> beamSearchPlain(model::UnimoModel& model,
                                                      const data::SequenceIds& ids,
                                                      const Prompt& prompt,
                                                      const BeamOptions& options);

} // namespace unimo::generate
