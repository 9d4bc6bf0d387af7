// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace unimo::model {

/// How the tokens of a text or a picture become the one vector that the contrastive, matching and
/// answer heads read: the first token ([CLS], [IMG]) or the mean of all.
enum class Pooling { First, Mean };
/// "first" or "mean"; nothing for anything else.
[[nodiscard]] std::optional<Pooling> poolingNamed(const std::string& name);

/// How well a picture and a text fit, from the one vector of each (the paper does not say which,
/// unimo.md 2.1): the cosine or the plain product of their projections, or the head on the product
/// of the two poolers ("mul" fusion, unimo.md 1.5), which weights each number of it.
enum class Similarity { Cosine, Dot, Head };
/// "cosine", "dot" or "head"; nothing for anything else.
[[nodiscard]] std::optional<Similarity> similarityNamed(const std::string& name);

/// What scores a picture and a text that were encoded together: the matching head, or the
/// similarity of their vectors, which CMCL trains.
enum class JointScore { Match, Similarity };

/// How a question that saw its picture is answered: by its one vector against an embedding of each
/// answer, which starts at the answer's words; or from the product of the two poolers through 2048
/// numbers, as ERNIE-ViL (unimo.md 4.7).
enum class AnswerHead { Words, Product };
/// "words" or "product"; nothing for anything else.
[[nodiscard]] std::optional<AnswerHead> answerHeadNamed(const std::string& name);

/// The shape of one UNIMO Transformer (unimo.md 1.1). Covers both text families by data, not by
/// branches: RoBERTa's (the paper) and BERT's.
struct UnimoConfig
{
    std::string preset = "unimo-mini";
    int64_t hidden = 384;
    int64_t layers = 6;
    int64_t heads = 12;
    int64_t feedForward = 1536;
    int64_t vocabulary = 30522;
    /// The language-model head scores ids [0, outputVocabulary): the tokens that the training
    /// texts hold come first in a pruned vocabulary. Equal to `vocabulary` otherwise.
    int64_t outputVocabulary = 30522;
    int64_t maxPositions = 512;   ///< rows of the position table
    int64_t firstPosition = 0;    ///< position of the first token (RoBERTa: 2)
    int64_t featureDim = 1328;    ///< numbers a region
    int64_t regionClasses = 1000; ///< the extractor's classes, targets of the region classifier
    int64_t maxRegions = 36;      ///< regions after [IMG]
    double normEpsilon = 1e-12;
    double dropout = 0.0;        ///< hidden states and attention probabilities
    double featureDropout = 0.0; ///< region features, training only
    double initializerRange = 0.02;
    Pooling pooling = Pooling::Mean;
    Similarity similarity = Similarity::Cosine;
    JointScore jointScore = JointScore::Match;
    AnswerHead answerHead = AnswerHead::Words;
    bool dialogue = false; ///< has embeddings of roles and turns (conversational QA)

    friend bool operator==(const UnimoConfig&, const UnimoConfig&) = default;
};

/// "unimo-base", "unimo-large" (the paper), "unimo-mini" (starts from MiniLM), "unimo-tiny"
/// (tests).
[[nodiscard]] Result<UnimoConfig> presetConfig(const std::string& name);
[[nodiscard]] const std::vector<std::string>& presetNames();

[[nodiscard]] nlohmann::json toJson(const UnimoConfig& config);
/// Unknown keys, absent keys and sizes out of range are errors. What came later may be
/// absent: "similarity", "joint_score", "answer_head", "dialogue".
[[nodiscard]] Result<UnimoConfig> configFromJson(const nlohmann::json& json);

} // namespace unimo::model
