// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/metrics/captions.h"

#include <span>
#include <string>
#include <string_view>

namespace unimo::metrics {

/// ROUGE-L of one sample, 0 to 1: the F value (beta 1.2) of the best precision and the best recall
/// of the longest common subsequence over the references. As pycocoevalcap's Rouge.
[[nodiscard]] double rougeL(const CaptionSample& sample);
/// The mean over a set; 0 for none.
[[nodiscard]] double rougeL(std::span<const CaptionSample> samples);

/// F1 of the unigrams, of the bigrams and of the longest common subsequence, 0 to 1.
struct Rouge
{
    double one = 0;
    double two = 0;
    double longest = 0;
};

/// ROUGE of a summary as ROUGE-1.5.5 -m measures it: runs of ASCII letters and digits in lower
/// case, those longer than three stemmed (Porter); each figure the best over the references. Golden
/// numbers: rouge-score. Over a set the mean.
[[nodiscard]] Rouge rouge(std::string_view candidate, std::span<const std::string> references);

} // namespace unimo::metrics
