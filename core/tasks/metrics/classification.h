// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace unimo::metrics {

/// Share of equal labels; 0 for none.
[[nodiscard]] double accuracy(std::span<const int64_t> predicted,
                              std::span<const int64_t> expected);

/// Matthews correlation over any number of classes, -1 to 1; 0 when one side has one class alone.
/// As scikit-learn's matthews_corrcoef.
[[nodiscard]] double matthews(std::span<const int64_t> predicted,
                              std::span<const int64_t> expected);

/// F1 of the class `positive`; 0 when it is neither predicted nor expected. As scikit-learn's
/// f1_score.
[[nodiscard]] double f1(std::span<const int64_t> predicted, std::span<const int64_t> expected,
                        int64_t positive = 1);

/// Correlation of numbers and of their ranks (ties share the mean of theirs), -1 to 1; 0 when one
/// side does not vary. As scipy.stats.pearsonr and spearmanr.
[[nodiscard]] double pearson(std::span<const double> predicted, std::span<const double> expected);
[[nodiscard]] double spearman(std::span<const double> predicted, std::span<const double> expected);

} // namespace unimo::metrics
