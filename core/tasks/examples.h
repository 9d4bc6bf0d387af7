// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "core/tasks/evaluation.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace unimo::tasks {

/// What a model made of one example of an evaluation.
struct EvaluatedExample
{
    std::string part = {};  ///< one of evaluationTasks()
    std::string group = {}; ///< what is counted together in the part: "text_to_picture", a task's
                            ///< name, "nearest_neighbour"; empty where the model alone is measured
    std::string type = {};  ///< of a question, a rewrite's rule; may be empty
    store::SampleId sample = 0;
    int64_t item = 0; ///< id of the question, rewrite or labelled example; 0: the sample is one
    std::string text = {}; ///< what was asked
    std::string gold = {}; ///< what is right
    std::string prediction = {};
    store::SampleId found = 0;              ///< the sample that retrieval put first; else 0
    std::optional<double> probability = {}; ///< the model's of `gold`
    std::optional<double> confidence = {};  ///< the model's in its prediction
    std::optional<double> loss = {};        ///< -log of probability, at least 1e-12
    std::optional<double> margin = {}; ///< score of what is right over the best of what is wrong
    std::optional<int64_t> rank = {};  ///< of what is right, from 1
    /// By the names of the report's metrics: their means over the examples are its figures.
    std::map<std::string, double> scores = {};
    std::string split = {};      ///< of the sample; empty: measured before it was kept
    std::string collection = {}; ///< of the sample
    int64_t objects = 0;         ///< known regions of the sample

    friend bool operator==(const EvaluatedExample&, const EvaluatedExample&) = default;
};

/// Sets probability and loss.
void setProbability(EvaluatedExample& example, double probability);

/// Whether it counts as right: ranked first, at least half of the score, the same text. Nothing
/// where there is no right or wrong (captions).
[[nodiscard]] std::optional<bool> isRight(const EvaluatedExample& example);

/// How bad the prediction is, for putting the worst first: its loss, rank or margin, else its
/// score. Within one group all are measured by the same.
[[nodiscard]] double badness(const EvaluatedExample& example);

/// The examples behind one figure of a report.
struct ExampleQuery
{
    std::string part;
    std::string group;
    std::string type; ///< empty: all
    friend bool operator==(const ExampleQuery&, const ExampleQuery&) = default;
};
[[nodiscard]] ExampleQuery examplesOf(const EvaluationFigure& figure);

/// The score that stands for a group where `wanted` is none of its scores (BLEU, Matthews: no means
/// over examples): the first of accuracy, r1, exact, cider_d, rouge_l that there is. Empty: none.
[[nodiscard]] std::string scoreFor(std::span<const EvaluatedExample> examples,
                                   const std::string& wanted);

} // namespace unimo::tasks
