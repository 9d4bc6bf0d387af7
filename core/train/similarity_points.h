// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace unimo::train {

inline constexpr int kMostSimilarityPairs = 24;

/// How alike the pictures and texts of a step's contrastive batch were: of its first
/// kMostSimilarityPairs pairs, each picture with each text.
struct SimilarityPoint
{
    int64_t step = 0;
    double time = 0;              ///< Unix
    double temperature = 0;       ///< that the similarities were divided by
    std::vector<int64_t> samples; ///< ids of the pairs
    std::vector<float> values; ///< row by row: a picture with every text; its own on the diagonal

    [[nodiscard]] int size() const { return static_cast<int>(samples.size()); }
};

/// similarity.jsonl of a run folder.
[[nodiscard]] std::filesystem::path similarityFile(const std::filesystem::path& run);
/// Appends one; values are kept in thousandths.
[[nodiscard]] Status appendSimilarity(const std::filesystem::path& run,
                                      const SimilarityPoint& point);

/// Follows the file of a run that is being trained.
class SimilarityTail
{
public:
    explicit SimilarityTail(const std::filesystem::path& run) : file_(similarityFile(run)) {}

    /// The points appended since the last call. A point whose step is not behind the one before it
    /// is of a resumed run: what was recorded from that step on is void. Lines that make no sense
    /// are skipped with a warning in the log.
    [[nodiscard]] std::vector<SimilarityPoint> poll();

private:
    std::filesystem::path file_;
    int64_t offset_ = 0; ///< bytes
};

/// Adds what a poll brought to what was known before.
void join(std::vector<SimilarityPoint>& known, std::vector<SimilarityPoint> more);

} // namespace unimo::train
