// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/detail/train_step.h"
#include "core/train/similarity_points.h"

#include <optional>

namespace unimo::train {

/// Every picture of the in-batch contrast with every text, of its first pairs. None: the step had
/// no such contrast. samples: those of this process's pairs, in the batch's order. Waits for the
/// device.
[[nodiscard]] std::optional<SimilarityPoint> similarityMatrix(const std::vector<Compared>& compared,
                                                              const std::vector<int64_t>& samples,
                                                              int64_t step);

} // namespace unimo::train
