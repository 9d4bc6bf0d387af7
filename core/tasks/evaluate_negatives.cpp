// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/blind_model.h"
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tasks/detail/queries.h"

#include <unordered_map>

namespace unimo::tasks {
namespace {

/// Negatives of a split with the captions they were made from.
struct Negatives
{
    std::vector<std::string> captions, negatives, rules;
    std::vector<store::SampleId> samples;
    std::vector<int64_t> ids; ///< of the rewrites
};

Negatives negativesOf(const store::Project& project, const std::string& split)
{
    store::SampleFilter filter;
    filter.split = split;
    std::unordered_map<int64_t, std::string> captions;
    for (auto& caption : project.captions(filter))
        captions[caption.id] = std::move(caption.text);
    Negatives found;
    for (auto& rewrite : project.rewrites(filter)) {
        const auto caption = captions.find(rewrite.caption);
        if (rewrite.polarity > 0 || !rewrite.holds() || caption == captions.end())
            continue;
        found.captions.push_back(caption->second);
        found.negatives.push_back(std::move(rewrite.text));
        found.rules.push_back(std::move(rewrite.rule));
        found.samples.push_back(rewrite.sample);
        found.ids.push_back(rewrite.id);
    }
    return found;
}

struct Tally
{
    int64_t count = 0;
    int64_t model = 0;
    int64_t blind = 0;
    [[nodiscard]] nlohmann::json json() const
    {
        const auto n = static_cast<double>(std::max<int64_t>(count, 1));
        return {{"pairs", count},
                {"accuracy", static_cast<double>(model) / n},
                {"blind", static_cast<double>(blind) / n}};
    }
};

} // namespace

nlohmann::json evaluateNegatives(Bundle& bundle, const EvaluationData& data,
                                 const EvaluationOptions& options, const JobControl& control)
{
    control.progress("Rewritten negatives", 0, 1);
    std::unordered_map<store::SampleId, size_t> place;
    for (size_t i = 0; i < data.samples.size(); ++i)
        place[data.samples[i]] = i;
    const Negatives tests = negativesOf(data.project, options.filterSplit());
    if (tests.rules.empty())
        return nullptr;
    const Negatives training = negativesOf(data.project, "train");
    BlindModel blind(1);
    blind.fitPairs(training.captions, training.negatives);
    const at::Tensor blindMargin = blind.scores(tests.captions) - blind.scores(tests.negatives);

    std::vector<std::vector<int32_t>> tokens;
    std::vector<size_t> used;
    for (size_t i = 0; i < tests.rules.size(); ++i) {
        if (!place.contains(tests.samples[i]))
            continue;
        used.push_back(i);
        for (const auto* text : {&tests.captions[i], &tests.negatives[i]})
            tokens.push_back(
                data::tokenText(*bundle.tokenizer, *text, static_cast<int>(bundle.maxTextTokens))
                    .ids);
    }
    std::vector<JointInput> inputs;
    for (size_t k = 0; k < tokens.size(); ++k)
        inputs.push_back({&data.pictures[place.at(tests.samples[used[k / 2]])], &tokens[k]});
    const at::Tensor scores = matchScores(bundle, inputs, control.stop);
    if (control.stopped())
        return nullptr;

    std::map<std::string, Tally> rules;
    Tally all;
    const auto score = scores.accessor<float, 1>();
    for (size_t k = 0; k < used.size(); ++k) {
        const auto row = static_cast<int64_t>(2 * k);
        const bool right = score[row] > score[row + 1];
        const bool blindRight = blindMargin[static_cast<int64_t>(used[k])].item<float>() > 0;
        for (Tally* tally : {&rules[tests.rules[used[k]]], &all}) {
            ++tally->count;
            tally->model += right;
            tally->blind += blindRight;
        }
        const size_t test = used[k];
        data.keep({.part = "negatives",
                   .type = tests.rules[test],
                   .sample = tests.samples[test],
                   .item = tests.ids[test],
                   .text = tests.negatives[test],
                   .gold = tests.captions[test],
                   .prediction = right ? tests.captions[test] : tests.negatives[test],
                   .margin = static_cast<double>(score[row] - score[row + 1]),
                   .scores = {{"accuracy", right ? 1 : 0}, {"blind", blindRight ? 1 : 0}}});
    }
    nlohmann::json report = {{"all", all.json()}, {"rules", nlohmann::json::object()}};
    for (const auto& [rule, tally] : rules)
        report["rules"][rule] = tally.json();
    return report;
}

} // namespace unimo::tasks
