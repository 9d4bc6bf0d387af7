// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/task_data.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <map>
#include <set>

namespace unimo::data {
namespace {

constexpr std::string_view kBetweenTurns = " [SEP] ";

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
    std::set<std::string> dialogues;
    for (const auto& example : project.examples(filter)) {
        labels[example.task].insert(example.target);
        pictures[example.task] = hasPicture.at(example.sample);
        if (!example.context.empty() && example.source.find(kBetweenTurns) != std::string::npos)
            dialogues.insert(example.task);
    }
    std::vector<TaskSpec> specs;
    for (const auto& task : project.tasks()) {
        if (!labels.contains(task.name))
            continue;
        TaskSpec spec{task.name, task.kind, {}, pictures[task.name], false};
        spec.dialogue = task.kind == store::TaskKind::Generation && dialogues.contains(task.name);
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

void addDialogue(TaskExample& example, const text::Tokenizer& tokenizer, const std::string& turns,
                 const std::string& passage, int maxTokens)
{
    constexpr int32_t kMostTurns = 15;
    constexpr int32_t kPassageRole = 2;
    std::vector<TokenText> spoken;
    for (size_t first = 0; first <= turns.size();) {
        const size_t end = std::min(turns.find(kBetweenTurns, first), turns.size());
        spoken.push_back(tokenText(tokenizer, turns.substr(first, end - first), maxTokens));
        first = end + kBetweenTurns.size();
    }
    const auto count = static_cast<int32_t>(spoken.size());
    TokenText text = tokenText(tokenizer, passage, maxTokens);

    const auto limit = static_cast<size_t>(maxTokens);
    size_t total = text.ids.size() + spoken.size();
    for (const TokenText& turn : spoken)
        total += turn.ids.size();
    while (total > limit && !text.ids.empty()) {
        text.ids.pop_back();
        text.startsWord.pop_back();
        --total;
    }
    size_t oldest = 0;
    for (; total > limit && oldest + 1 < spoken.size(); ++oldest)
        total -= spoken[oldest].ids.size() + 1;

    const auto add = [&](const TokenText& part, Speech speech, bool last) {
        auto& ids = example.source.ids;
        auto& starts = example.source.startsWord;
        ids.insert(ids.end(), part.ids.begin(), part.ids.end());
        starts.insert(starts.end(), part.startsWord.begin(), part.startsWord.end());
        if (!last) {
            ids.push_back(tokenizer.special().sep);
            starts.push_back(1);
        }
        ids.resize(std::min(ids.size(), limit));
        starts.resize(ids.size());
        example.speech.resize(ids.size(), speech);
    };
    for (size_t i = oldest; i < spoken.size(); ++i) {
        const auto place = static_cast<int32_t>(i);
        add(spoken[i], {(count + place) % 2, std::min(count - place, kMostTurns)},
            i + 1 == spoken.size() && text.ids.empty());
    }
    if (!text.ids.empty())
        add(text, {kPassageRole, 0}, true);
}

std::vector<PlacedToken> placedSource(const TaskExample& example, const SequenceIds& ids)
{
    auto placed = placedSource(example.source.ids, ids);
    if (example.speech.empty())
        return placed;
    for (size_t i = 0; i < placed.size(); ++i) {
        const Speech& speech =
            example.speech[std::min(i > 0 ? i - 1 : 0, example.speech.size() - 1)];
        placed[i].role = speech.role;
        placed[i].turn = speech.turn;
    }
    return placed;
}

std::vector<PlacedToken> placedTarget(const TaskExample& example, const SequenceIds& ids)
{
    auto placed = placedText(example.target.ids, ids);
    for (PlacedToken& token : placed)
        token.role = token.turn = example.speech.empty() ? -1 : 0;
    return placed;
}

Result<TaskExample> taskExample(const store::Example& example, const TaskSpec& spec,
                                const text::Tokenizer& tokenizer, int maxTokens)
{
    TaskExample out;
    out.picture = spec.pictures ? example.sample : 0;
    if (spec.dialogue)
        addDialogue(out, tokenizer, example.source, example.context, maxTokens);
    else
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
