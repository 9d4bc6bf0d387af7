// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"
#include "core/model/detail/weights_start.h"
#include "core/store/project.h"
#include "core/tasks/detail/bundle.h"

#include <optional>

// The parts of startBundle (core/train/start.cpp), which puts a new model together.
namespace unimo::train {

// --- start_origin.cpp: what was learnt elsewhere ---

/// Vocabulary and weights that a model starts from.
struct Origin
{
    std::unique_ptr<text::Tokenizer> tokenizer;
    std::optional<tensor::TensorMap> weights; ///< none: drawn by the seed
    std::string name;                         ///< for the log
};

/// start.from, or else start.text.
[[nodiscard]] Origin originOf(const Settings& recipe);
/// Whether start.from names a checkpoint of this program.
[[nodiscard]] bool startsFromCheckpoint(const Settings& recipe);
/// Fills what the weights hold, and logs what was used, is missing and left over.
model::WeightsReport takeWeights(tasks::Bundle& bundle, const Origin& origin,
                                 std::span<const int32_t> oldIds);

// --- start_regions.cpp: the visual half ---

/// Training regions with the words that name them, where they are known.
struct RegionSample
{
    std::vector<float> features;                             ///< [n, dim]
    std::vector<float> locations;                            ///< [n, 5]
    std::vector<int64_t> labelledRows;                       ///< rows whose label is known
    std::vector<std::pair<std::string, std::string>> labels; ///< noun, colour of those rows
    int64_t rows = 0;
};

[[nodiscard]] RegionSample sampleRegions(const store::Project& project,
                                         const data::RegionSource& source, const std::string& split,
                                         int64_t maxRegions);
/// Feature statistics, and the visual projection where labels are known.
void startFeatures(tasks::Bundle& bundle, const RegionSample& sample, const Settings& recipe);
/// Random location weights whose output is zero for the mean box: what all regions have in common
/// would only drown the features, for the two are added and normalised.
void startLocations(torch::nn::LinearImpl& location, const RegionSample& sample, double deviation,
                    at::Generator generator);

// --- start_words.cpp: what begins at words of the text half ---

/// Mean word embedding of a text's tokens: [hidden].
[[nodiscard]] at::Tensor meanWord(const tasks::Bundle& bundle, const std::string& text);
/// Answers begin at the words they consist of; the answer transform passes states through.
void startAnswers(tasks::Bundle& bundle);

} // namespace unimo::train
