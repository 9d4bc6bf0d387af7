// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/metrics/captions.h"

#include <span>
#include <vector>

namespace unimo::metrics {

/// CIDEr-D of every sample, 0 to 10 (n-grams up to 4, sigma 6). The document frequency of an
/// n-gram is the number of samples given here whose references hold it, so scores are comparable
/// within one evaluation set only, and a set of one sample scores 0. As pycocoevalcap's Cider,
/// which takes a candidate's length from its count of bigrams.
[[nodiscard]] std::vector<double> ciderD(std::span<const CaptionSample> samples);

/// The mean of a list of scores; 0 for none.
[[nodiscard]] double mean(std::span<const double> scores);

} // namespace unimo::metrics
