// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/question_prior.h"

#include "core/tasks/metrics/caption_tokens.h"
#include "core/tasks/metrics/vqa.h"

#include <algorithm>

namespace unimo::metrics {
namespace {

std::string keyOf(const std::string& question)
{
    std::string key;
    for (const std::string& word : captionTokens(question))
        key += word + ' ';
    return key;
}

std::string mostFrequent(const std::map<std::string, int>& counts)
{
    const auto most =
        std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
        }); // the first of equals
    return most == counts.end() ? std::string() : most->first;
}

} // namespace

void QuestionPrior::add(const std::string& question, const std::string& type,
                        const std::string& answer)
{
    const std::string normalised = normalisedAnswer(answer);
    ++byQuestion_[keyOf(question)][normalised];
    if (!type.empty())
        ++byType_[keyOf(type)][normalised];
    ++all_[normalised];
}

std::string QuestionPrior::answer(const std::string& question, const std::string& type) const
{
    if (const auto found = byQuestion_.find(keyOf(question)); found != byQuestion_.end())
        return mostFrequent(found->second);
    if (const auto found = byType_.find(keyOf(type)); found != byType_.end())
        return mostFrequent(found->second);
    return mostFrequent(all_);
}

} // namespace unimo::metrics
