// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace unimo::metrics {

struct RetrievalScores
{
    double recallAt1 = 0; ///< share of rows with a right column among the first, 0 to 1
    double recallAt5 = 0;
    double recallAt10 = 0;
    double medianRank = 0;      ///< 1 is best; the mean of the middle two for an even count
    std::vector<int64_t> ranks; ///< of each row's best right column, from 1
};

/// Scores a similarity matrix (row-major, right.size() rows of `columns`); right[i] lists the
/// columns that answer row i, at least one. A wrong column that scores the same as a right one
/// counts as before it, so a model that says the same of everything gains nothing; a similarity
/// that is not a number counts as the lowest.
[[nodiscard]] Result<RetrievalScores> retrievalScores(std::span<const float> similarity,
                                                      int64_t columns,
                                                      std::span<const std::vector<int64_t>> right);

} // namespace unimo::metrics
