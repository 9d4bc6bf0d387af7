// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/metrics/captions.h"

#include <array>
#include <span>

namespace unimo::metrics {

/// BLEU-1 to BLEU-4 over a whole set, 0 to 1: n-gram counts and lengths are summed before they are
/// divided, and each candidate is measured against the reference whose length is closest (the
/// shorter one on a tie). As pycocoevalcap's Bleu; samples without references count as wrong.
[[nodiscard]] std::array<double, 4> bleu(std::span<const CaptionSample> samples);

} // namespace unimo::metrics
