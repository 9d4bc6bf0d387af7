// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/step_batch.h"
#include "core/objectives/masking.h"

#include <memory>

namespace unimo::data {

/// How much of each objective a step holds (counts of sequences or sets), and how inputs are
/// hidden.
struct StepPlan
{
    int64_t contrastPairs = 24;
    int64_t captions = 12;
    int64_t maskedCaptions = 6;
    int64_t maskedPictures = 6;
    int64_t matchSets = 8;
    int64_t matchNegatives = 3; ///< rewritten ones a set; random captions fill up
    int64_t matchRandom = 1;    ///< captions of other pictures a set
    int64_t questionScenes = 12;
    int64_t questionsPerScene = 3;
    double maskRatio = 0.15;
    double regionMaskRatio = 0.15;
    double overlap = 0.4;
    objectives::OverlapMeasure overlapMeasure = objectives::OverlapMeasure::IntersectionOverUnion;
    double proposalShare = 0.3; ///< pictures taken with proposals instead of true boxes
    int64_t maxRegions = 36;
    model::Pooling pooling = model::Pooling::First;
    objectives::MaskRules mask;
};

/// Makes the batch of any step. A batch depends on (data, plan, seed, step) alone, so a run resumes
/// by its step number and loader threads keep no state. Thread: any.
class BatchBuilder
{
public:
    BatchBuilder(std::shared_ptr<const SceneData> data, StepPlan plan, SequenceIds ids,
                 uint64_t seed);
    [[nodiscard]] StepBatch build(int64_t step) const;

private:
    struct Draft;
    /// The scenes of one objective at this step: objectives walk through the scenes independently,
    /// each epoch in a new order.
    [[nodiscard]] std::vector<size_t> scenesOf(const std::vector<size_t>& from, uint64_t objective,
                                               int64_t step, int64_t count) const;
    [[nodiscard]] VisualTokens visualOf(const Scene& scene, Random& random,
                                        bool withClasses = false) const;
    void addContrast(Draft& draft) const;
    void addCaptions(Draft& draft) const;
    void addMaskedCaptions(Draft& draft) const;
    void addMaskedPictures(Draft& draft) const;
    void addMatching(Draft& draft) const;
    void addQuestions(Draft& draft) const;

    std::shared_ptr<const SceneData> data_;
    StepPlan plan_;
    SequenceIds ids_;
    uint64_t seed_;
    std::vector<size_t> allScenes_;
};

} // namespace unimo::data
