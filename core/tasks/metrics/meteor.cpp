// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/meteor.h"

#include "core/text/stemmer.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace unimo::metrics {
namespace {

/// A word that has found no partner yet, and where it stands.
struct Open
{
    size_t place;
    std::string word;
};
using Pairs = std::vector<std::pair<size_t, size_t>>;
/// What a word of the candidate may be matched with.
using Forms = std::function<std::unordered_set<std::string>(const std::string&)>;

/// Matches from the end: each word takes the last free one of the reference that its forms allow.
void match(std::vector<Open>& candidate, std::vector<Open>& reference, const Forms& formsOf,
           Pairs& pairs)
{
    std::map<std::string, std::vector<size_t>> places; // in `reference`, ascending
    for (size_t j = 0; j < reference.size(); ++j)
        places[reference[j].word].push_back(j);
    std::vector<bool> taken(reference.size(), false);
    std::vector<Open> left;
    for (auto word = candidate.rbegin(); word != candidate.rend(); ++word) {
        std::vector<size_t>* best = nullptr;
        for (const std::string& form : formsOf(word->word))
            if (const auto found = places.find(form);
                found != places.end() && !found->second.empty() &&
                (!best || found->second.back() > best->back()))
                best = &found->second;
        if (!best) {
            left.push_back(*word);
            continue;
        }
        taken[best->back()] = true;
        pairs.emplace_back(word->place, reference[best->back()].place);
        best->pop_back();
    }
    std::reverse(left.begin(), left.end());
    candidate = std::move(left);
    size_t j = 0;
    std::erase_if(reference, [&](const Open&) { return taken[j++]; });
}

void stem(std::vector<Open>& words)
{
    for (Open& open : words)
        open.word = text::porterStem(open.word);
}

std::vector<Open> opened(const Tokens& words)
{
    std::vector<Open> open;
    for (const std::string& word : words)
        open.push_back({open.size(), word});
    return open;
}

double scoreOf(const Tokens& candidate, const Tokens& reference, const Synonyms& synonyms)
{
    constexpr double kAlpha = 0.9, kBeta = 3.0, kGamma = 0.5;
    auto said = opened(candidate);
    auto wanted = opened(reference);
    const auto itself = [](const std::string& word) {
        return std::unordered_set<std::string>{word};
    };
    Pairs pairs;
    match(said, wanted, itself, pairs);
    stem(said);
    stem(wanted);
    match(said, wanted, itself, pairs);
    match(
        said, wanted, [&](const std::string& word) { return synonyms.of(word); }, pairs);
    if (pairs.empty())
        return 0;

    std::sort(pairs.begin(), pairs.end());
    double chunks = 1;
    for (size_t i = 1; i < pairs.size(); ++i)
        if (pairs[i].first != pairs[i - 1].first + 1 || pairs[i].second != pairs[i - 1].second + 1)
            ++chunks;
    const auto matches = static_cast<double>(pairs.size());
    const double precision = matches / static_cast<double>(candidate.size());
    const double recall = matches / static_cast<double>(reference.size());
    const double mean = precision * recall / (kAlpha * precision + (1 - kAlpha) * recall);
    return (1 - kGamma * std::pow(chunks / matches, kBeta)) * mean;
}

} // namespace

double meteor(const CaptionSample& sample, const Synonyms& synonyms)
{
    double best = 0;
    for (const Tokens& reference : sample.references)
        best = std::max(best, scoreOf(sample.candidate, reference, synonyms));
    return best;
}

double meteor(std::span<const CaptionSample> samples, const Synonyms& synonyms)
{
    double sum = 0;
    for (const CaptionSample& sample : samples)
        sum += meteor(sample, synonyms);
    return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

} // namespace unimo::metrics
