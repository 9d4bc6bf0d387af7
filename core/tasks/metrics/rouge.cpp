// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/rouge.h"

#include <algorithm>

namespace unimo::metrics {
namespace {

size_t longestCommonSubsequence(const Tokens& a, const Tokens& b)
{
    std::vector<size_t> row(b.size() + 1, 0); // lengths for the words of `a` so far
    for (const std::string& word : a) {
        size_t diagonal = 0;
        for (size_t j = 0; j < b.size(); ++j) {
            const size_t above = row[j + 1];
            row[j + 1] = word == b[j] ? diagonal + 1 : std::max(above, row[j]);
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

double rougeL(const CaptionSample& sample)
{
    constexpr double beta2 = 1.2 * 1.2;
    double precision = 0, recall = 0;
    for (const Tokens& reference : sample.references) {
        const auto common =
            static_cast<double>(longestCommonSubsequence(sample.candidate, reference));
        if (common > 0) {
            precision = std::max(precision, common / static_cast<double>(sample.candidate.size()));
            recall = std::max(recall, common / static_cast<double>(reference.size()));
        }
    }
    return precision > 0 ? (1 + beta2) * precision * recall / (recall + beta2 * precision) : 0;
}

double rougeL(std::span<const CaptionSample> samples)
{
    double sum = 0;
    for (const CaptionSample& sample : samples)
        sum += rougeL(sample);
    return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

} // namespace unimo::metrics
