// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/region_source.h"
#include "core/data/task_data.h"
#include "core/data/vocabulary.h"
#include "core/store/project.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <string>
#include <vector>

namespace unimo::data {

struct SceneQuestion
{
    TokenText text;
    int64_t answer = 0; ///< index in the answer vocabulary
};

/// One picture with everything said about it.
struct Scene
{
    store::SampleId sample = 0;
    std::vector<TokenText> captions;  ///< all of them
    std::vector<size_t> fullCaptions; ///< those that caption generation learns from: style
                                      ///< "full", or every one of an imported picture
    std::vector<TokenText> negatives; ///< rewritten, false of the picture
    std::vector<size_t> negativeOf;   ///< the caption each negative was made from
    std::vector<size_t> negativeRule; ///< by what each was made: index of SceneData::rules
    std::vector<TokenText> positives; ///< rewritten, still true of it
    std::vector<size_t> nearTexts;    ///< retrieved: places in SceneData::texts, nearest first
    std::vector<size_t> nearPictures; ///< retrieved: places in SceneData::pictures
    std::vector<SceneQuestion> questions;
};

/// Training data in memory: token ids of all texts, and the region features by memory mapping.
/// Each of pairs, single texts and single pictures may be missing. Immutable after loading.
/// Thread: any.
struct SceneData
{
    std::vector<Scene> scenes;                   ///< pairs that have features
    std::vector<size_t> withQuestions;           ///< indices of scenes
    std::vector<TokenText> texts;                ///< without a picture
    std::vector<store::SampleId> pictures;       ///< without a text, that have features
    std::vector<std::string> rules;              ///< of rewritten negatives, sorted
    std::vector<TaskSet> tasks;                  ///< as they were asked for
    std::shared_ptr<const RegionSource> regions; ///< null: no picture has features
    int64_t questionsOutsideVocabulary = 0;
    std::string version; ///< Project::dataVersion()
};

/// Loads one split, with the examples of these tasks. One that has neither texts nor pictures with
/// features is an error that says what to run.
[[nodiscard]] Result<SceneData> loadScenes(const store::Project& project, const std::string& split,
                                           const text::Tokenizer& tokenizer,
                                           const AnswerVocabulary& answers,
                                           const std::vector<TaskSpec>& tasks, int maxTextTokens);

} // namespace unimo::data
