// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/detail/bundle.h"
#include "core/tasks/evaluation.h"
#include "core/tasks/metrics/synonyms.h"

#include <nlohmann/json.hpp>

// The parts of evaluateCheckpoint(), one file each. A part that the data has nothing for is null.
namespace unimo::tasks {

/// The pictures under test; none when the split has none.
struct EvaluationData
{
    const store::Project& project;
    std::vector<store::SampleId> samples;
    std::vector<data::VisualTokens> pictures; ///< one a sample
    std::shared_ptr<const data::RegionSource> source;
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

/// For METEOR: read once a process; null, with a line in the log, where WordNet is not installed.
[[nodiscard]] const metrics::Synonyms* wordNetSynonyms();

/// The weight of the similarity where it is added to a matching score for re-ranking, chosen on
/// the demo's val split.
inline constexpr double kSimilarityWeight = 20.0;

} // namespace unimo::tasks
