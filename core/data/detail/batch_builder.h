// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/step_batch.h"
#include "core/data/seq2seq_text.h"
#include "core/objectives/masking.h"

#include <atomic>
#include <memory>

namespace unimo::data {

/// How much of each objective a step holds (counts of sequences or sets), and how inputs are
/// hidden. What the data does not have is left out.
struct StepPlan
{
    int64_t contrastPairs = 24;
    int64_t cmclPairs = 0;
    int64_t cmclPositives = 3; ///< rewritten ones a pair, at most
    int64_t cmclNegatives = 8; ///< rewritten ones a pair; captions of others fill up
    int64_t cmclTexts = 4;     ///< retrieved ones a pair, at most
    int64_t cmclPictures = 4;  ///< retrieved ones a pair, at most
    bool cmclInBatch = true;
    objectives::CmclNumerator cmclNumerator = objectives::CmclNumerator::Sum;
    int64_t retrievalSets = 0;
    int64_t retrievalNegatives = 10; ///< of either kind, a set
    int64_t captions = 12;
    int64_t maskedCaptions = 6; ///< captions of the language objective, of either form
    int64_t loneTexts = 0;      ///< the same for single texts
    int64_t maskedPictures = 6;
    int64_t lonePictures = 0;
    int64_t matchSets = 8;
    int64_t matchNegatives = 3; ///< rewritten ones a set; random captions fill up
    int64_t matchRandom = 1;    ///< captions of other pictures a set
    int64_t questionScenes = 12;
    int64_t questionsPerScene = 3;
    int64_t answers = 0; ///< size of the vocabulary, where soft targets are wanted; 0: they are not
    int64_t taskExamples = 0;    ///< of each task
    double labelSmoothing = 0.1; ///< of what generation tasks write
    double captionSmoothing = 0; ///< of captions
    bool objectTags = false;     ///< captions read what a detector names between picture and words
    double maskRatio = 0.15;
    double seq2seqShare = 0.5; ///< of the steps: seq2seq instead of masking
    double seq2seqRatio = 0.25;
    Seq2SeqForm seq2seqForm = Seq2SeqForm::Fragments;
    double regionMaskRatio = 0.15;
    double overlap = 0.4;
    objectives::OverlapMeasure overlapMeasure = objectives::OverlapMeasure::IntersectionOverUnion;
    double proposalShare = 0.3; ///< pictures taken with proposals instead of true boxes
    int64_t maxRegions = 36;
    int64_t featureDim = 0;
    int64_t regionClasses = 0;
    model::Pooling pooling = model::Pooling::First;
    objectives::MaskRules mask;
};

/// One of the processes that train together: each builds its part of every step's items.
struct Shard
{
    int64_t index = 0;
    int64_t count = 1;
};

/// Makes the batch of any step. A batch depends on (data, plan, seed, step) alone, so a run resumes
/// by its step number and loader threads keep no state. Each objective has a file of its own:
/// batch_alignment, batch_language, batch_regions, batch_questions, batch_tasks. Thread: any.
class BatchBuilder
{
public:
    BatchBuilder(std::shared_ptr<const SceneData> data, StepPlan plan, SequenceIds ids,
                 uint64_t seed, Shard shard = {});
    [[nodiscard]] StepBatch build(int64_t step) const;
    /// The samples of StepBatch::contrastImages at a step, in their order.
    [[nodiscard]] std::vector<store::SampleId> contrastSamples(int64_t step) const;

private:
    struct Draft;
    /// Names of the random streams, one an objective.
    enum Stream : uint64_t {
        Contrast = 1,
        Captions,
        MaskedCaptions,
        MaskedPictures,
        Matching,
        Questions,
        Cmcl,
        LanguageChoice,
        LoneTexts,
        LonePictures,
        Tasks,
        Retrieval
    };

    /// Which of `size` items an objective takes at this step: each walks through its items on its
    /// own, every epoch in a new order. Of the `count` of all processes the shard's part, so that
    /// what is learnt does not depend on their number.
    [[nodiscard]] std::vector<size_t> chosen(size_t size, uint64_t stream, int64_t step,
                                             int64_t count) const;
    [[nodiscard]] Random randomOf(Stream stream, int64_t step, size_t index) const;
    /// At most `count` different places of `size`, in random order.
    [[nodiscard]] static std::vector<size_t> someOf(size_t size, int64_t count, Random& random);
    [[nodiscard]] VisualTokens visualOf(store::SampleId sample, Random& random,
                                        bool withClasses = false) const;

    void addContrast(Draft& draft) const;
    void addMatching(Draft& draft) const;
    void addRetrieval(Draft& draft) const;
    void addCmcl(Draft& draft) const;
    /// The caption that the first negative was made from, or any.
    [[nodiscard]] static const TokenText&
    captionOf(const Scene& scene, const std::vector<size_t>& negatives, Random& random);
    /// Another scene than this one, where there is another.
    [[nodiscard]] const Scene& stranger(size_t index, Random& random) const;
    [[nodiscard]] const TokenText& strangersCaption(size_t index, Random& random) const;
    [[nodiscard]] objectives::CmclItems finishedItems(const Draft& draft) const;

    void addCaptions(Draft& draft) const;
    void addLanguage(Draft& draft) const;
    void addMasked(Draft& draft, LanguageTask task, const VisualTokens* visual,
                   const TokenText& text, Random& random) const;
    void addSeq2Seq(Draft& draft, LanguageTask task, const VisualTokens* visual,
                    const TokenText& text, Random& random) const;

    void addMaskedPictures(Draft& draft) const;
    void addMaskedPicture(Draft& draft, RegionTask task, store::SampleId sample,
                          const std::vector<TokenText>* captions, Random& random) const;

    void addQuestions(Draft& draft) const;
    [[nodiscard]] at::Tensor answerScores(const Draft& draft) const;

    void addTasks(Draft& draft) const;
    void addTarget(Draft& draft, const TaskExample& example) const;
    [[nodiscard]] static std::vector<TaskRows> finishedTasks(const Draft& draft);

    std::shared_ptr<const SceneData> data_;
    StepPlan plan_;
    SequenceIds ids_;
    uint64_t seed_;
    Shard shard_;
    mutable std::atomic<int64_t> usualVisual_{0}; ///< visual tokens of the largest batch so far
};

} // namespace unimo::data
