// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/cider.h"

#include "core/tasks/metrics/detail/ngrams.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <unordered_map>

namespace unimo::metrics {
namespace {

using detail::kLongest;
using detail::NgramCounts;
using Frequencies = std::unordered_map<std::string, double>;

/// A caption as TF-IDF vectors, one a length of n-gram.
struct Weighted
{
    std::array<std::map<std::string, double>, kLongest> weights;
    std::array<double, kLongest> norms{};
    double length = 0;
};

Frequencies documentFrequencies(const std::vector<std::vector<NgramCounts>>& references)
{
    Frequencies frequencies;
    for (const auto& document : references) {
        std::set<std::string> seen;
        for (const NgramCounts& reference : document)
            for (const auto& counts : reference)
                for (const auto& [ngram, count] : counts)
                    seen.insert(ngram);
        for (const std::string& ngram : seen)
            ++frequencies[ngram];
    }
    return frequencies;
}

Weighted weigh(const NgramCounts& counts, const Frequencies& frequencies, double logDocuments)
{
    Weighted out;
    for (size_t n = 0; n < counts.size(); ++n) {
        double squares = 0;
        for (const auto& [ngram, count] : counts[n]) {
            const auto found = frequencies.find(ngram);
            const double frequency = found == frequencies.end() ? 1 : found->second;
            const double weight = count * (logDocuments - std::log(frequency));
            out.weights[n][ngram] = weight;
            squares += weight * weight;
            if (n == 1)
                out.length += count;
        }
        out.norms[n] = std::sqrt(squares);
    }
    return out;
}

/// The mean over n of the clipped cosine, damped by the difference in length.
double similarity(const Weighted& candidate, const Weighted& reference)
{
    constexpr double sigma = 6;
    double sum = 0;
    for (size_t n = 0; n < kLongest; ++n) {
        double dot = 0;
        for (const auto& [ngram, weight] : candidate.weights[n])
            if (const auto found = reference.weights[n].find(ngram);
                found != reference.weights[n].end())
                dot += std::min(weight, found->second) * found->second;
        const double norm = candidate.norms[n] * reference.norms[n];
        sum += norm > 0 ? dot / norm : dot;
    }
    const double difference = candidate.length - reference.length;
    return sum / kLongest * std::exp(-difference * difference / (2 * sigma * sigma));
}

} // namespace

std::vector<double> ciderD(std::span<const CaptionSample> samples)
{
    std::vector<std::vector<NgramCounts>> references;
    for (const CaptionSample& sample : samples) {
        references.emplace_back();
        for (const Tokens& reference : sample.references)
            references.back().push_back(detail::countNgrams(reference));
    }
    const Frequencies frequencies = documentFrequencies(references);
    const double logDocuments = std::log(static_cast<double>(samples.size()));

    std::vector<double> scores;
    for (size_t i = 0; i < samples.size(); ++i) {
        const Weighted candidate =
            weigh(detail::countNgrams(samples[i].candidate), frequencies, logDocuments);
        double sum = 0;
        for (const NgramCounts& reference : references[i])
            sum += similarity(candidate, weigh(reference, frequencies, logDocuments));
        const auto count = static_cast<double>(std::max<size_t>(1, references[i].size()));
        scores.push_back(10 * sum / count);
    }
    return scores;
}

double mean(std::span<const double> scores)
{
    const double sum = std::accumulate(scores.begin(), scores.end(), 0.0);
    return scores.empty() ? 0 : sum / static_cast<double>(scores.size());
}

} // namespace unimo::metrics
