// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/generate/detail/beam_search.h"
#include "core/tasks/detail/bundle.h"
#include "core/tasks/evaluation.h"
#include "core/tasks/example_file.h"
#include "core/tasks/metrics/synonyms.h"

#include <nlohmann/json.hpp>

#include <unordered_map>

// The parts of evaluateCheckpoint(), one file each. A part that the data has nothing for is null.
namespace unimo::tasks {

/// What examples are told apart by that belongs to their sample.
struct SampleFacts
{
    std::string split;
    std::string collection;
    int64_t objects = 0;
};

/// The pictures under test; none when the split has none.
struct EvaluationData
{
    const store::Project& project;
    ExampleWriter& examples;
    std::vector<store::SampleId> samples = {};
    std::vector<data::VisualTokens> pictures = {}; ///< one a sample
    std::shared_ptr<const data::RegionSource> source = {};
    std::unordered_map<store::SampleId, SampleFacts> facts = {}; ///< of the split's samples

    /// Keeps an example, with the facts of its sample.
    void keep(EvaluatedExample example) const;
};

/// One full caption a picture, all pictures: separate encodings, and the first candidates re-ranked
/// by similarity and joint matching together.
nlohmann::json evaluateRetrieval(Bundle& bundle, const EvaluationData& data,
                                 const EvaluationOptions& options, const JobControl& control);
/// Accuracy by type, beside the question-only prior and a blind model, both learnt on train.
nlohmann::json evaluateQuestions(Bundle& bundle, const EvaluationData& data,
                                 const EvaluationOptions& options, const JobControl& control);
/// How often the true caption scores above its rewritten negative (chance: 50 %).
nlohmann::json evaluateNegatives(Bundle& bundle, const EvaluationData& data,
                                 const EvaluationOptions& options, const JobControl& control);
/// Generated captions against all full captions of the picture.
nlohmann::json evaluateCaptions(Bundle& bundle, const EvaluationData& data,
                                const EvaluationOptions& options, const JobControl& control);

/// Each labelled task that the model knows, beside the commonest label or the target of the
/// nearest training example.
nlohmann::json evaluateTasks(Bundle& bundle, const EvaluationData& data,
                             const EvaluationOptions& options, const JobControl& control);

/// A written text, and how sure the model is of it: the geometric mean of its tokens'
/// probabilities.
struct Written
{
    std::string text;
    std::optional<double> confidence = {};
};
/// The best of a beam; empty where it has none.
[[nodiscard]] Written writtenOf(const Bundle& bundle,
                                const std::vector<generate::Hypothesis>& found);

/// For METEOR: read once a process; null, with a line in the log, where WordNet is not installed.
[[nodiscard]] const metrics::Synonyms* wordNetSynonyms();

/// The weight of the similarity where it is added to a matching score for re-ranking, chosen on
/// the demo's val split.
inline constexpr double kSimilarityWeight = 20.0;

} // namespace unimo::tasks
