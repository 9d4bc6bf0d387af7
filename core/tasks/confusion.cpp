// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/confusion.h"

#include "core/tasks/metrics/vqa.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace unimo::tasks {

int64_t Confusion::rowSum(size_t row) const
{
    const auto first = counts.begin() + static_cast<std::ptrdiff_t>(row * size());
    return std::accumulate(first, first + static_cast<std::ptrdiff_t>(size()), int64_t{0});
}

int64_t Confusion::columnSum(size_t column) const
{
    int64_t sum = 0;
    for (size_t row = 0; row < size(); ++row)
        sum += count(row, column);
    return sum;
}

size_t Confusion::classOf(const std::string& label) const
{
    const auto named = labels.end() - (hasOther ? 1 : 0);
    return static_cast<size_t>(std::find(labels.begin(), named, label) - labels.begin());
}

Confusion confusionOf(std::span<const std::string> right, std::span<const std::string> predicted,
                      size_t most)
{
    std::map<std::string, int64_t> frequency; // 0: predicted, never right
    for (size_t i = 0; i < right.size(); ++i) {
        ++frequency[right[i]];
        frequency.try_emplace(predicted[i], 0);
    }
    std::vector<std::pair<std::string, int64_t>> ranked(frequency.begin(), frequency.end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    Confusion confusion;
    confusion.hasOther = ranked.size() > most;
    ranked.resize(std::min(ranked.size(), most));
    for (auto& [label, count] : ranked)
        confusion.labels.push_back(std::move(label));
    if (confusion.hasOther)
        confusion.labels.emplace_back();
    confusion.counts.assign(confusion.size() * confusion.size(), 0);
    std::map<std::string, size_t> places;
    for (const auto& [label, count] : frequency)
        places[label] = confusion.classOf(label);
    for (size_t i = 0; i < right.size(); ++i)
        ++confusion.counts[places[right[i]] * confusion.size() + places[predicted[i]]];
    return confusion;
}

std::string className(const EvaluatedExample& example, const std::string& text)
{
    return example.part == "vqa" ? metrics::normalisedAnswer(text) : text;
}

bool haveClasses(std::span<const EvaluatedExample> examples)
{
    if (examples.empty())
        return false;
    const auto& first = examples.front();
    return first.part == "vqa" || (first.part == "tasks" && first.scores.contains("majority"));
}

} // namespace unimo::tasks
