// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/region_source.h"
#include "core/data/scene_data.h"
#include "core/data/sequence_ids.h"
#include "core/model/detail/packed_batch.h"
#include "core/model/detail/token_pool.h"
#include "core/objectives/detail/cmcl.h"

#include <array>
#include <cstdint>
#include <span>

namespace unimo::data {

/// What the language-model head predicts.
enum class LanguageTask {
    Caption,    ///< a picture's caption, word by word
    Masked,     ///< hidden words of a caption, the picture present
    Seq2Seq,    ///< what was cut out of a caption, the picture present
    LoneMasked, ///< the same two for texts without a picture
    LoneSeq2Seq,
    TaskTarget, ///< what a generation task is to write
    Count
};
struct LanguageRows
{
    at::Tensor rows;    ///< tokens whose states predict
    at::Tensor targets; ///< vocabulary ids
};

/// Hidden regions: of pictures with their caption, and of pictures alone.
enum class RegionTask { Paired, Lone, Count };
struct HiddenRegions
{
    at::Tensor rows;
    at::Tensor features; ///< float [n, dim]: what was hidden, raw
    at::Tensor classes;  ///< float [n, classes]: the extractor's distribution
};

/// Examples of one task of classification or regression.
struct TaskRows
{
    size_t task = 0; ///< place in SceneData::tasks
    model::PooledRows texts;
    model::PooledRows images; ///< of tasks with pictures
    at::Tensor targets;       ///< labels, int64 [n], or values, float [n]
};

/// Everything one training step needs: the packed sequences of all objectives, and the rows of the
/// result that each objective reads. Row lists are int64 [n]; an objective that is off has none.
struct StepBatch
{
    model::PackedBatch input;

    model::PooledRows contrastImages; ///< pictures encoded alone
    model::PooledRows contrastTexts;  ///< the texts that belong to them, encoded alone

    objectives::CmclItems cmcl;   ///< no pairs: the objective is off
    model::PooledRows cmclImages; ///< pictures of joint sequences and alone
    model::PooledRows cmclTexts;

    std::array<LanguageRows, static_cast<size_t>(LanguageTask::Count)> language;
    std::array<HiddenRegions, static_cast<size_t>(RegionTask::Count)> regions;

    std::vector<TaskRows> tasks;
    double labelSmoothing = 0;   ///< of LanguageTask::TaskTarget
    double captionSmoothing = 0; ///< of LanguageTask::Caption

    model::PooledRows
        matchImages; ///< pictures of joint sequences, sets of `candidates`, truth first
    model::PooledRows matchTexts; ///< their texts
    int64_t matchCandidates = 0;

    /// Retrieval sets: the true pair, then its caption with other pictures, then its picture with
    /// other captions, all encoded together.
    model::PooledRows retrievalImages, retrievalTexts;
    int64_t retrievalNegatives = 0; ///< of either kind, a set

    model::PooledRows questions;      ///< questions encoded with their picture
    model::PooledRows questionImages; ///< these pictures, where soft targets are wanted
    at::Tensor answerTargets;         ///< answer indices, the best one of each question
    at::Tensor answerScores;          ///< float [n, answers]: soft targets; undefined: not wanted

    int64_t sequences = 0; ///< without those that fill up
    int64_t tokens = 0;    ///< of these sequences
    [[nodiscard]] StepBatch to(const at::Device& device) const;
};

/// Row counts of a step are filled up to multiples of 64: oneDNN compiles a matrix product for each
/// new shape, which took 25 ms of a 290 ms step before. How many are missing.
[[nodiscard]] inline int64_t missingRows(int64_t count)
{
    constexpr int64_t kMultiple = 64;
    return (kMultiple - count % kMultiple) % kMultiple;
}

/// Puts sequences one after the other into a PackedBatch.
class SequencePacker
{
public:
    SequencePacker(SequenceIds ids, int64_t featureDim) : ids_(ids), featureDim_(featureDim) {}
    SequencePacker(SequencePacker&&) = default;
    SequencePacker(const SequencePacker&) = delete; // both would write to the same features

    /// Where the tokens of an added sequence are, as rows of the packed batch; -1: absent.
    struct Place
    {
        int64_t image = -1;      ///< [IMG]; regions follow it
        int64_t imageTokens = 0; ///< [IMG] and regions
        int64_t cls = -1;        ///< [CLS]; words and [SEP] follow it
        int64_t textTokens = 0;  ///< [CLS], words and [SEP]

        /// The vector's number in the pool.
        int64_t addImageTo(model::TokenPool& pool) const { return pool.add(image, imageTokens); }
        int64_t addTextTo(model::TokenPool& pool) const { return pool.add(cls, textTokens); }
    };

    /// Adds [IMG, regions | CLS, text, SEP], or one half of it. visual and text may be null, not
    /// both. hidden: flags of masked regions (without [IMG]), or empty. causal: UNIMO's captioning
    /// mask.
    Place add(const VisualTokens* visual, const std::vector<int32_t>* text,
              std::span<const uint8_t> hidden = {}, bool causal = false);
    /// [IMG, regions | source, target]: all but the target see each other; each token of the target
    /// sees what is before it. visual may be null.
    struct TwoPartPlace : Place
    {
        int64_t target = -1; ///< its first token
    };
    TwoPartPlace addTwoPart(const VisualTokens* visual, std::span<const PlacedToken> source,
                            std::span<const PlacedToken> target);

    /// Adds sequences that nobody reads, so that the numbers of text and of visual tokens are ones
    /// that come again (missingRows).
    void fillUp();
    /// Makes room for so many visual tokens at once.
    void reserveVisual(int64_t tokens);

    [[nodiscard]] int64_t sequences() const { return layout_.sequences(); }
    [[nodiscard]] int64_t tokens() const { return layout_.tokens(); }
    [[nodiscard]] model::PackedBatch finish() const;

private:
    void addToken(int64_t row, const PlacedToken& token);
    /// Where the features of the next `count` visual tokens go.
    [[nodiscard]] float* roomFor(int64_t count);
    void addText(int32_t firstRow, std::span<const PlacedToken> tokens);
    void addVisual(int32_t firstRow, const VisualTokens& visual, std::span<const uint8_t> hidden);

    SequenceIds ids_;
    int64_t featureDim_;
    tensor::PackedLayout layout_;
    std::vector<int64_t> tokens_, positions_, roles_, turns_, textRows_, visualRows_;
    bool dialogue_ = false; ///< some token has a role
    at::Tensor features_; ///< [room for rows, featureDim]; its first visualRows_.size() are written
    std::vector<float> locations_;
    std::vector<uint8_t> masked_;
};

/// A tensor that owns a copy of the values.
[[nodiscard]] at::Tensor tensorOf(const std::vector<int64_t>& values);
[[nodiscard]] at::Tensor tensorOf(const std::vector<float>& values, at::IntArrayRef shape);

} // namespace unimo::data
