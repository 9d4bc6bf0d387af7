// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/examples.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unimo::tasks {
namespace {

constexpr double kLeastProbability = 1e-12;

/// Scores whose halves part right from wrong.
constexpr std::array<const char*, 3> kVerdicts = {"accuracy", "r1", "exact"};

std::string without(std::string text, const std::string& prefix)
{
    return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string();
}

} // namespace

void setProbability(EvaluatedExample& example, double probability)
{
    example.probability = probability;
    example.loss = -std::log(std::max(probability, kLeastProbability));
}

std::optional<bool> isRight(const EvaluatedExample& example)
{
    for (const char* verdict : kVerdicts)
        if (const auto score = example.scores.find(verdict); score != example.scores.end())
            return score->second >= 0.5;
    return std::nullopt;
}

double badness(const EvaluatedExample& example)
{
    if (example.loss)
        return *example.loss;
    if (example.rank)
        return static_cast<double>(*example.rank);
    if (example.margin)
        return -*example.margin;
    if (const auto error = example.scores.find("error"); error != example.scores.end())
        return error->second;
    const std::string score = scoreFor({&example, 1}, {});
    return score.empty() ? 0 : -example.scores.at(score);
}

ExampleQuery examplesOf(const EvaluationFigure& figure)
{
    const std::string& subject = figure.subject;
    if (figure.part == "retrieval")
        return {figure.part, subject.empty() ? "picture_to_text" : subject, {}};
    if (figure.part == "vqa")
        return {figure.part, {}, without(subject, "types.")};
    if (figure.part == "negatives")
        return {figure.part, {}, without(subject, "rules.")};
    if (figure.part == "captions")
        return {figure.part, subject == "model" ? std::string() : subject, {}};
    const std::string model = ".model";
    return {figure.part,
            subject.ends_with(model) ? subject.substr(0, subject.size() - model.size()) : subject,
            {}};
}

std::string scoreFor(std::span<const EvaluatedExample> examples, const std::string& wanted)
{
    if (examples.empty())
        return {};
    const auto& scores = examples.front().scores;
    if (scores.contains(wanted))
        return wanted;
    for (const char* name : {"accuracy", "r1", "exact", "cider_d", "rouge_l"})
        if (scores.contains(name))
            return name;
    return scores.empty() ? std::string() : scores.begin()->first;
}

} // namespace unimo::tasks
