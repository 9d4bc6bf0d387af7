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
    int64_t answer = 0;                            ///< index in the answer vocabulary
    std::vector<std::pair<int64_t, float>> scores; ///< how right each known answer is (0-1)
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
    std::vector<int32_t> objects; ///< object tags: words of what a detector names
};

/// How object tags are made (unimo.md 4.6).
struct ObjectTagRule
{
    int64_t limit = 0;    ///< tokens; 0: no tags
    double threshold = 0; ///< probability from which on a thing is named
};
/// The words of the tags, the likeliest first, as token ids.
[[nodiscard]] std::vector<int32_t> tagTokens(const text::Tokenizer& tokenizer,
                                             const store::ObjectTags& tags,
                                             const ObjectTagRule& rule);

/// Training data in memory: token ids of all texts, and the region features by memory mapping.
/// Each of pairs, single texts and single pictures may be missing. Immutable after loading.
/// Thread: any.
struct SceneData
{
    std::vector<Scene> scenes;                   ///< pairs that have features
    size_t captioned = 0;                        ///< the first so many have captions
    std::vector<size_t> withQuestions;           ///< indices of scenes
    std::vector<TokenText> texts;                ///< without a picture
    std::vector<store::SampleId> pictures;       ///< without a text, that have features
    std::vector<std::string> rules;              ///< of rewritten negatives, sorted
    std::vector<TaskSet> tasks;                  ///< as they were asked for
    std::shared_ptr<const RegionSource> regions; ///< null: no picture has features
    int64_t questionsOutsideVocabulary = 0;
    std::string version; ///< Project::dataVersion()
};

/// Rewritten captions that are learnt from: captions of others and back-translations (Sentence),
/// those with a fact exchanged (Word), both, or none.
enum class RewriteLevel { All, Sentence, Word, None };

/// What of a project is loaded, and how.
struct LoadOptions
{
    std::string split;
    const std::vector<TaskSpec>& tasks; ///< whose examples are wanted
    int maxTextTokens = 48;
    ObjectTagRule objectTags = {};
    RewriteLevel rewrites = RewriteLevel::All;
};

/// Loads one split. One that has neither texts nor pictures with
/// features is an error that says what to run.
[[nodiscard]] Result<SceneData> loadScenes(const store::Project& project,
                                           const text::Tokenizer& tokenizer,
                                           const AnswerVocabulary& answers,
                                           const LoadOptions& options);

} // namespace unimo::data
