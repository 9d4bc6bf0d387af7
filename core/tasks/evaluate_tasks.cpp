// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/tfidf_index.h"
#include "core/store/task_kinds.h"
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tasks/detail/queries.h"
#include "core/tasks/metrics/bleu.h"
#include "core/tasks/metrics/caption_tokens.h"
#include "core/tasks/metrics/classification.h"
#include "core/tasks/metrics/meteor.h"
#include "core/tasks/metrics/rouge.h"
#include "core/tasks/metrics/token_f1.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace unimo::tasks {
namespace {

/// The examples of one task under test, and those that training saw.
struct TaskTest
{
    const data::TaskSpec& spec;
    std::vector<store::Example> examples, training;
    std::vector<data::TaskExample> inputs; ///< one an example
};

/// An example as it is kept; its task is `group`, and what was asked are both of its texts.
EvaluatedExample keptExample(const store::Example& example, const std::string& group,
                             std::string prediction)
{
    return {.part = "tasks",
            .group = group,
            .sample = example.sample,
            .item = example.id,
            .text =
                example.context.empty() ? example.source : example.source + "\n" + example.context,
            .gold = example.target,
            .prediction = std::move(prediction)};
}

/// outputs: the head's, [examples, labels]
nlohmann::json classification(const TaskTest& test, const EvaluationData& data,
                              const at::Tensor& outputs)
{
    std::map<int64_t, int64_t> counts;
    for (const auto& example : test.training)
        ++counts[test.spec.indexOf(example.target)];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](auto& a, auto& b) { return a.second < b.second; });
    const at::Tensor best = outputs.argmax(1);
    std::vector<int64_t> predicted, expected;
    for (size_t i = 0; i < test.inputs.size(); ++i) {
        predicted.push_back(best[static_cast<int64_t>(i)].item<int64_t>());
        expected.push_back(test.inputs[i].label);
    }
    const std::vector<int64_t> commonest(expected.size(), most == counts.end() ? 0 : most->first);
    const at::Tensor probabilities = outputs.softmax(1);
    for (size_t i = 0; i < expected.size(); ++i) {
        auto example = keptExample(test.examples[i], test.spec.name,
                                   test.spec.labels[static_cast<size_t>(predicted[i])]);
        const auto row = probabilities[static_cast<int64_t>(i)];
        example.confidence = row[predicted[i]].item<double>();
        setProbability(example, row[expected[i]].item<double>());
        example.scores = {{"accuracy", predicted[i] == expected[i] ? 1 : 0},
                          {"majority", commonest[i] == expected[i] ? 1 : 0}};
        data.keep(std::move(example));
    }
    nlohmann::json report = {{"kind", store::name(test.spec.kind)},
                             {"accuracy", metrics::accuracy(predicted, expected)},
                             {"matthews", metrics::matthews(predicted, expected)},
                             {"majority", metrics::accuracy(commonest, expected)}};
    if (test.spec.labels.size() == 2)
        report["f1"] = metrics::f1(predicted, expected);
    return report;
}

std::string rounded(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

/// outputs: the head's, [examples, 1]
nlohmann::json regression(const TaskTest& test, const EvaluationData& data,
                          const at::Tensor& outputs)
{
    std::vector<double> predicted, expected;
    for (size_t i = 0; i < test.inputs.size(); ++i) {
        predicted.push_back(outputs[static_cast<int64_t>(i)][0].item<double>());
        expected.push_back(static_cast<double>(test.inputs[i].value));
        auto example = keptExample(test.examples[i], test.spec.name, rounded(predicted.back()));
        example.scores = {{"error", std::abs(predicted.back() - expected.back())}};
        data.keep(std::move(example));
    }
    return {{"kind", store::name(test.spec.kind)},
            {"pearson", metrics::pearson(predicted, expected)},
            {"spearman", metrics::spearman(predicted, expected)}};
}

/// group: of the examples.
nlohmann::json textScores(const TaskTest& test, const EvaluationData& data,
                          const std::string& group, const std::vector<Written>& texts)
{
    std::vector<metrics::CaptionSample> samples;
    std::map<std::string, double> sums;
    const auto* synonyms = wordNetSynonyms();
    for (size_t i = 0; i < texts.size(); ++i) {
        const std::vector<std::string> truths = {test.examples[i].target};
        const std::string& text = texts[i].text;
        samples.push_back({metrics::captionTokens(text), {metrics::captionTokens(truths.front())}});
        const auto rouge = metrics::rouge(text, truths);
        auto example = keptExample(test.examples[i], group, text);
        example.confidence = texts[i].confidence;
        example.scores = {{"rouge_1", rouge.one},
                          {"rouge_2", rouge.two},
                          {"rouge_l", rouge.longest},
                          {"f1", metrics::tokenF1(text, truths)},
                          {"exact", metrics::exactMatch(text, truths)}};
        if (synonyms)
            example.scores["meteor"] = metrics::meteor(samples.back(), *synonyms);
        for (const auto& [name, score] : example.scores)
            sums[name] += score;
        data.keep(std::move(example));
    }
    nlohmann::json scores = {{"bleu4", metrics::bleu(samples)[3]}};
    for (const auto& [name, sum] : sums)
        scores[name] = sum / static_cast<double>(texts.size());
    return scores;
}

/// The target of the training example whose source is nearest: what a system without a model would
/// write.
std::vector<Written> nearestTargets(const TaskTest& test)
{
    std::vector<std::string> sources;
    for (const auto& example : test.training)
        sources.push_back(example.source + ' ' + example.context);
    const rewrite::TfidfIndex index(sources);
    std::vector<Written> targets;
    for (const auto& example : test.examples) {
        const auto near = index.nearest(example.source + ' ' + example.context, 1);
        targets.push_back({near.empty() ? std::string() : test.training[near.front().text].target});
    }
    return targets;
}

nlohmann::json generation(Bundle& bundle, const TaskTest& test, const EvaluationData& data,
                          const JobControl& control)
{
    generate::BeamOptions options;
    options.minTokens = 1;
    options.maxTokens = bundle.maxTextTokens;
    std::vector<Written> texts;
    for (size_t i = 0; i < test.inputs.size() && !control.stopped(); ++i) {
        control.progress(test.spec.name.c_str(), static_cast<int64_t>(i),
                         static_cast<int64_t>(test.inputs.size()));
        texts.push_back(
            writtenOf(bundle, generateText(bundle, test.inputs[i], options, control.stop)));
    }
    if (control.stopped())
        return nullptr;
    nlohmann::json report = {{"kind", store::name(test.spec.kind)},
                             {"model", textScores(test, data, test.spec.name, texts)}};
    if (!test.training.empty())
        report["nearest_neighbour"] =
            textScores(test, data, test.spec.name + ".nearest_neighbour", nearestTargets(test));
    return report;
}

nlohmann::json measured(Bundle& bundle, const TaskTest& test, const EvaluationData& data,
                        const JobControl& control)
{
    if (test.spec.kind == store::TaskKind::Generation)
        return generation(bundle, test, data, control);
    const at::Tensor outputs =
        taskOutputs(bundle, test.spec, test.inputs, data.source.get(), control.stop);
    if (control.stopped())
        return nullptr;
    return test.spec.kind == store::TaskKind::Classification ? classification(test, data, outputs)
                                                             : regression(test, data, outputs);
}

} // namespace

nlohmann::json evaluateTasks(Bundle& bundle, const EvaluationData& data,
                             const EvaluationOptions& options, const JobControl& control)
{
    nlohmann::json report = nlohmann::json::object();
    store::SampleFilter under, train;
    under.split = options.filterSplit();
    train.split = "train";
    const auto tested = data.project.examples(under);
    const auto seen = data.project.examples(train);
    for (const data::TaskSpec& spec : bundle.tasks) {
        TaskTest test{spec, {}, {}, {}};
        for (const auto& example : tested) {
            if (example.task != spec.name)
                continue;
            if (spec.kind == store::TaskKind::Generation && options.captions >= 0 &&
                static_cast<int64_t>(test.examples.size()) >= options.captions)
                break;
            test.inputs.push_back(data::taskExample(example, spec, *bundle.tokenizer,
                                                    static_cast<int>(bundle.maxTextTokens))
                                      .orThrow());
            test.examples.push_back(example);
        }
        for (const auto& example : seen)
            if (example.task == spec.name)
                test.training.push_back(example);
        if (test.examples.empty())
            continue;
        control.progress(spec.name.c_str(), 0, 1);
        auto part = measured(bundle, test, data, control);
        if (control.stopped())
            return nullptr;
        part["examples"] = test.examples.size();
        report[spec.name] = std::move(part);
    }
    return report.empty() ? nlohmann::json() : report;
}

} // namespace unimo::tasks
