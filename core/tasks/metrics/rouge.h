// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/metrics/captions.h"

#include <span>

namespace unimo::metrics {

/// ROUGE-L of one sample, 0 to 1: the F value (beta 1.2) of the best precision and the best recall
/// of the longest common subsequence over the references. As pycocoevalcap's Rouge.
[[nodiscard]] double rougeL(const CaptionSample& sample);
/// The mean over a set; 0 for none.
[[nodiscard]] double rougeL(std::span<const CaptionSample> samples);

} // namespace unimo::metrics
