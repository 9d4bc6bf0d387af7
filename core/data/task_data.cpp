// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/task_data.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <map>
#include <set>

namespace unimo::data {
namespace {

/// "2" before "10"; words by alphabet.
std::vector<std::string> inOrder(const std::set<std::string>& labels)
{
    std::vector<std::string> sorted(labels.begin(), labels.end());
    if (std::all_of(sorted.begin(), sorted.end(),
                    [](const auto& label) { return readNumber<double>(label); }))
        std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
            return *readNumber<double>(a) < *readNumber<double>(b);
        });
    return sorted;
}

} // namespace

int64_t TaskSpec::outputs() const
{
    switch (kind) {
    case store::TaskKind::Classification:
        return static_cast<int64_t>(labels.size());
    case store::TaskKind::Regression:
        return 1;
    case store::TaskKind::Generation:
        break;
    }
    return 0;
}

int64_t TaskSpec::indexOf(const std::string& label) const
{
    const auto found = std::find(labels.begin(), labels.end(), label);
    return found == labels.end() ? -1 : found - labels.begin();
}

std::vector<TaskSpec> taskSpecs(const store::Project& project, const std::string& split)
{
    store::SampleFilter filter;
    filter.split = split;
    std::map<store::SampleId, bool> hasPicture;
    for (const auto& sample : project.samples(filter))
        hasPicture[sample.id] = sample.kind != store::SampleKind::Text;
    std::map<std::string, std::set<std::string>> labels;
    std::map<std::string, bool> pictures;
    for (const auto& example : project.examples(filter)) {
        labels[example.task].insert(example.target);
        pictures[example.task] = hasPicture.at(example.sample);
    }
    std::vector<TaskSpec> specs;
    for (const auto& task : project.tasks()) {
        if (!labels.contains(task.name))
            continue;
        TaskSpec spec{task.name, task.kind, {}, pictures[task.name]};
        if (task.kind == store::TaskKind::Classification)
            spec.labels = inOrder(labels[task.name]);
        specs.push_back(std::move(spec));
    }
    return specs;
}

TokenText tokenPair(const text::Tokenizer& tokenizer, const std::string& a, const std::string& b,
                    int maxTokens)
{
    const auto limit = static_cast<size_t>(maxTokens);
    TokenText first = tokenText(tokenizer, a, maxTokens);
    if (b.empty())
        return first;
    TokenText second = tokenText(tokenizer, b, maxTokens);
    while (first.ids.size() + second.ids.size() + 1 > limit) {
        TokenText& longer = first.ids.size() > second.ids.size() ? first : second;
        longer.ids.pop_back();
        longer.startsWord.pop_back();
    }
    first.ids.push_back(tokenizer.special().sep);
    first.startsWord.push_back(1);
    first.ids.insert(first.ids.end(), second.ids.begin(), second.ids.end());
    first.startsWord.insert(first.startsWord.end(), second.startsWord.begin(),
                            second.startsWord.end());
    return first;
}

Result<TaskExample> taskExample(const store::Example& example, const TaskSpec& spec,
                                const text::Tokenizer& tokenizer, int maxTokens)
{
    TaskExample out;
    out.picture = spec.pictures ? example.sample : 0;
    out.source = tokenPair(tokenizer, example.source, example.context, maxTokens);
    const auto fault = [&](const char* what) {
        return Error{ErrorKind::Data,
                     "task " + spec.name + ": " + example.target + what,
                     "example " + std::to_string(example.id),
                     {}};
    };
    switch (spec.kind) {
    case store::TaskKind::Classification:
        out.label = spec.indexOf(example.target);
        if (out.label < 0)
            return fault(" is not one of its labels");
        break;
    case store::TaskKind::Regression:
        if (const auto value = readNumber<double>(example.target))
            out.value = static_cast<float>(*value);
        else
            return fault(" is not a number");
        break;
    case store::TaskKind::Generation:
        out.target = tokenText(tokenizer, example.target, maxTokens);
        break;
    }
    return out;
}

} // namespace unimo::data
