// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/prior.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace unimo::datasets {

namespace {

using Answers = std::map<std::string, int64_t>;

const std::string& majority(const Answers& answers)
{
    return std::max_element(answers.begin(), answers.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

double ceilingOf(const std::string& type)
{
    static const std::map<std::string, double> ceilings = {{"colour", 0.25},    {"count", 0.35},
                                                           {"exists", 0.55},    {"relation", 0.55},
                                                           {"colour-yn", 0.55}, {"overall", 0.28}};
    const auto found = ceilings.find(type);
    return found == ceilings.end() ? 1 : found->second;
}

} // namespace

std::vector<PriorRow> questionOnlyPrior(const std::vector<Asked>& train,
                                        const std::vector<Asked>& test)
{
    std::map<std::string, Answers> texts;
    std::map<std::string, Answers> types;
    for (const Asked& question : train) {
        ++texts[question.text][question.answer];
        ++types[question.type][question.answer];
    }
    std::map<std::string, PriorRow> rows;
    PriorRow overall{"overall", 0, 0, ceilingOf("overall")};
    for (const Asked& question : test) {
        const auto text = texts.find(question.text);
        const auto type = types.find(question.type);
        const bool right = text != texts.end()   ? majority(text->second) == question.answer
                           : type != types.end() ? majority(type->second) == question.answer
                                                 : false;
        PriorRow& row =
            rows.try_emplace(question.type, PriorRow{question.type, 0, 0, ceilingOf(question.type)})
                .first->second;
        ++row.questions;
        ++overall.questions;
        row.right += right ? 1 : 0;
        overall.right += right ? 1 : 0;
    }
    std::vector<PriorRow> table;
    table.reserve(rows.size() + 1);
    for (auto& [type, row] : rows)
        table.push_back(std::move(row));
    table.push_back(std::move(overall));
    return table;
}

Status checkPrior(const std::vector<PriorRow>& rows)
{
    std::string faults;
    for (const PriorRow& row : rows)
        if (!row.passes()) {
            char text[96];
            std::snprintf(text, sizeof text, "%s%s %.1f %% (allowed %.0f %%)",
                          faults.empty() ? "" : ", ", row.type.c_str(), 100 * row.share(),
                          100 * row.ceiling);
            faults += text;
        }
    if (faults.empty())
        return {};
    return Error{ErrorKind::Data,
                 "too many questions can be answered without the picture: " + faults,
                 {},
                 "try another seed or more scenes"};
}

} // namespace unimo::datasets
