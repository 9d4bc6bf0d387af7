// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/bleu.h"

#include "core/tasks/metrics/detail/ngrams.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace unimo::metrics {
namespace {

// The values pycocoevalcap keeps its quotients finite with.
constexpr double kTiny = 1e-15;
constexpr double kSmall = 1e-9;

int64_t closestLength(const CaptionSample& sample)
{
    const auto length = static_cast<int64_t>(sample.candidate.size());
    std::pair<int64_t, int64_t> best{INT64_MAX, 0}; // distance, length
    for (const Tokens& reference : sample.references) {
        const auto other = static_cast<int64_t>(reference.size());
        best = std::min(best, {std::abs(other - length), other});
    }
    return best.second;
}

/// How often an n-gram occurs in the reference that has it most.
int mostIn(const std::vector<detail::NgramCounts>& references, size_t n, const std::string& ngram)
{
    int most = 0;
    for (const auto& counts : references)
        if (const auto found = counts[n].find(ngram); found != counts[n].end())
            most = std::max(most, found->second);
    return most;
}

} // namespace

std::array<double, 4> bleu(std::span<const CaptionSample> samples)
{
    std::array<double, 4> correct{}, guessed{};
    double length = 0, referenceLength = 0;
    for (const CaptionSample& sample : samples) {
        std::vector<detail::NgramCounts> references;
        for (const Tokens& reference : sample.references)
            references.push_back(detail::countNgrams(reference));
        const auto candidate = detail::countNgrams(sample.candidate);
        for (size_t n = 0; n < candidate.size(); ++n)
            for (const auto& [ngram, count] : candidate[n]) {
                guessed[n] += count;
                correct[n] += std::min(count, mostIn(references, n, ngram));
            }
        length += static_cast<double>(sample.candidate.size());
        referenceLength += static_cast<double>(closestLength(sample));
    }

    const double ratio = (length + kTiny) / (referenceLength + kSmall);
    const double brevity = ratio < 1 ? std::exp(1 - 1 / ratio) : 1;
    std::array<double, 4> scores{};
    double product = 1;
    for (size_t n = 0; n < scores.size(); ++n) {
        product *= (correct[n] + kTiny) / (guessed[n] + kSmall);
        scores[n] = std::pow(product, 1.0 / static_cast<double>(n + 1)) * brevity;
    }
    return scores;
}

} // namespace unimo::metrics
