// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/rouge.h"

#include "core/tasks/metrics/detail/ngrams.h"
#include "core/text/stemmer.h"

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

Tokens summaryWords(std::string_view text)
{
    constexpr size_t kLongestUnstemmed = 3;
    Tokens words(1);
    for (const char c : text) {
        const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9'))
            words.back() += low;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    for (std::string& word : words)
        if (word.size() > kLongestUnstemmed)
            word = text::porterStem(word);
    return words;
}

double f1(double common, double candidate, double reference)
{
    return common > 0 ? 2 * common / (candidate + reference) : 0;
}

/// F1 of the n-grams of this length.
double sharedNgrams(const detail::NgramCounts& candidate, const detail::NgramCounts& reference,
                    size_t length)
{
    double common = 0;
    double said = 0;
    double wanted = 0;
    for (const auto& [ngram, count] : candidate[length - 1]) {
        said += count;
        if (const auto found = reference[length - 1].find(ngram);
            found != reference[length - 1].end())
            common += std::min(count, found->second);
    }
    for (const auto& [ngram, count] : reference[length - 1])
        wanted += count;
    return f1(common, said, wanted);
}

} // namespace

Rouge rouge(std::string_view candidate, std::span<const std::string> references)
{
    const Tokens said = summaryWords(candidate);
    const auto saidNgrams = detail::countNgrams(said);
    Rouge best;
    for (const std::string& reference : references) {
        const Tokens wanted = summaryWords(reference);
        const auto wantedNgrams = detail::countNgrams(wanted);
        best.one = std::max(best.one, sharedNgrams(saidNgrams, wantedNgrams, 1));
        best.two = std::max(best.two, sharedNgrams(saidNgrams, wantedNgrams, 2));
        best.longest = std::max(
            best.longest, f1(static_cast<double>(longestCommonSubsequence(said, wanted)),
                             static_cast<double>(said.size()), static_cast<double>(wanted.size())));
    }
    return best;
}

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
