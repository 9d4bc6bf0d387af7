// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/metrics/captions.h"
#include "core/tasks/metrics/synonyms.h"

#include <span>

namespace unimo::metrics {

/// METEOR of one sample, 0 to 1, the best over its references (Lavie and Agarwal 2007, alpha 0.9,
/// beta 3, gamma 0.5): words are matched as they are, then by their Porter stem, then by WordNet's
/// synonyms of what is left of them after stemming. As nltk's meteor_score with the original
/// stemmer; METEOR 1.5, which the paper's
/// scripts run, weights the kinds of matches and adds paraphrases, so its figures differ.
[[nodiscard]] double meteor(const CaptionSample& sample, const Synonyms& synonyms);
/// The mean over a set; 0 for none.
[[nodiscard]] double meteor(std::span<const CaptionSample> samples, const Synonyms& synonyms);

} // namespace unimo::metrics
