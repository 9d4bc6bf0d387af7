// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_draft.h"

#include <algorithm>
#include <numeric>

namespace unimo::data {

BatchBuilder::BatchBuilder(std::shared_ptr<const SceneData> data, StepPlan plan, SequenceIds ids,
                           uint64_t seed, Shard shard)
    : data_(std::move(data)), plan_(plan), ids_(ids), seed_(seed), shard_(shard)
{
}

std::vector<size_t> BatchBuilder::chosen(size_t size, uint64_t stream, int64_t step,
                                         int64_t count) const
{
    std::vector<size_t> places;
    const auto all = static_cast<int64_t>(size);
    if (all == 0)
        return places;
    int64_t epoch = -1;
    std::vector<size_t> order(size);
    const int64_t first = step * count + count * shard_.index / shard_.count;
    const int64_t last = step * count + count * (shard_.index + 1) / shard_.count;
    for (int64_t i = first; i < last; ++i) {
        if (i / all != epoch) {
            epoch = i / all;
            std::iota(order.begin(), order.end(), size_t{0});
            Random(mixSeed({seed_, stream, static_cast<uint64_t>(epoch)})).shuffle(order);
        }
        places.push_back(order[static_cast<size_t>(i % all)]);
    }
    return places;
}

Random BatchBuilder::randomOf(Stream stream, int64_t step, size_t index) const
{
    return Random(mixSeed({seed_, stream, static_cast<uint64_t>(step), index}));
}

std::vector<size_t> BatchBuilder::someOf(size_t size, int64_t count, Random& random)
{
    std::vector<size_t> places(size);
    std::iota(places.begin(), places.end(), size_t{0});
    random.shuffle(places);
    places.resize(std::min(size, static_cast<size_t>(count)));
    return places;
}

VisualTokens BatchBuilder::visualOf(store::SampleId sample, Random& random, bool withClasses) const
{
    const RegionSet wanted =
        random.chance(plan_.proposalShare) ? RegionSet::Proposals : RegionSet::Truth;
    return data_->regions->tokens(sample, data_->regions->available(sample, wanted),
                                  plan_.maxRegions, withClasses);
}

StepBatch BatchBuilder::build(int64_t step) const
{
    Draft draft(step, SequencePacker(ids_, plan_.featureDim), plan_.pooling);
    draft.packer.reserveVisual(usualVisual_);
    addContrast(draft);
    addCmcl(draft);
    addMaskedPictures(draft);
    addMatching(draft);
    addRetrieval(draft);
    addQuestions(draft);
    // Last what may have tokens that do not see all of their sequence: a GPU attends to those
    // before in place (tensor::AttentionPlan::Blocks).
    addTasks(draft);
    addLanguage(draft);
    addCaptions(draft);

    StepBatch batch;
    batch.sequences = draft.packer.sequences();
    batch.tokens = draft.packer.tokens();
    draft.packer.fillUp();
    batch.input = draft.packer.finish();
    // Steps are alike: room for the largest so far, so that features are written once and not
    // moved.
    for (int64_t seen = usualVisual_, now = batch.input.features.size(0);
         now > seen && !usualVisual_.compare_exchange_weak(seen, now);)
        ;
    batch.contrastImages = draft.contrastImages.finish();
    batch.contrastTexts = draft.contrastTexts.finish();
    batch.cmcl = finishedItems(draft);
    batch.cmclImages = draft.cmclImages.finish();
    batch.cmclTexts = draft.cmclTexts.finish();
    for (size_t task = 0; task < batch.language.size(); ++task)
        batch.language[task] = {tensorOf(draft.language[task].rows),
                                tensorOf(draft.language[task].targets)};
    for (size_t task = 0; task < batch.regions.size(); ++task) {
        const auto& drafted = draft.regions[task];
        const auto hidden = static_cast<int64_t>(drafted.rows.size());
        batch.regions[task] = {tensorOf(drafted.rows),
                               tensorOf(drafted.features, {hidden, plan_.featureDim}),
                               tensorOf(drafted.classes, {hidden, plan_.regionClasses})};
    }
    batch.tasks = finishedTasks(draft);
    batch.labelSmoothing = plan_.labelSmoothing;
    batch.captionSmoothing = plan_.captionSmoothing;
    batch.retrievalImages = draft.retrievalImages.finish();
    batch.retrievalTexts = draft.retrievalTexts.finish();
    batch.retrievalNegatives = plan_.retrievalNegatives;
    batch.matchImages = draft.matchImages.finish();
    batch.matchTexts = draft.matchTexts.finish();
    batch.matchCandidates = 1 + plan_.matchNegatives + plan_.matchRandom;
    batch.questions = draft.questions.finish();
    batch.questionImages = draft.questionImages.finish();
    batch.answerTargets = tensorOf(draft.answerTargets);
    batch.answerScores = answerScores(draft);
    return batch;
}

} // namespace unimo::data
