// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/question_balance.h"

namespace unimo::datasets {

void QuestionBalance::note(const std::string& type, const std::string& text,
                           const std::string& answer)
{
    ++texts_[text][answer];
    ++types_[type][answer];
}

double QuestionBalance::excess(const Answers& answers, const std::string& answer, int count)
{
    int64_t total = 0;
    for (const auto& entry : answers)
        total += entry.second;
    const auto found = answers.find(answer);
    const int64_t times = found == answers.end() ? 0 : found->second;
    const double even = static_cast<double>(total) / count;
    return (static_cast<double>(times) - even) / (even + 1);
}

double QuestionBalance::excess(const std::string& type, const std::string& text,
                               const std::string& answer, int answers) const
{
    const auto ofText = texts_.find(text);
    const auto ofType = types_.find(type);
    return (ofText == texts_.end() ? 0 : excess(ofText->second, answer, answers)) +
           (ofType == types_.end() ? 0 : 2 * excess(ofType->second, answer, answers));
}

int64_t QuestionBalance::lead(const Answers& answers)
{
    const auto times = [&](const char* answer) {
        const auto found = answers.find(answer);
        return found == answers.end() ? int64_t{0} : found->second;
    };
    return times("yes") - times("no");
}

int64_t QuestionBalance::lead(const std::string& text) const
{
    const auto found = texts_.find(text);
    return found == texts_.end() ? 0 : lead(found->second);
}

int64_t QuestionBalance::typeLead(const std::string& type) const
{
    const auto found = types_.find(type);
    return found == types_.end() ? 0 : lead(found->second);
}

} // namespace unimo::datasets
