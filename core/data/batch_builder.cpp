// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_builder.h"

#include <algorithm>
#include <numeric>

namespace unimo::data {
namespace {

// Names the random stream of each objective.
enum Stream : uint64_t {
    Contrast = 1,
    Captions,
    MaskedCaptions,
    MaskedPictures,
    Matching,
    Questions
};

} // namespace

/// What grows while a batch is put together.
struct BatchBuilder::Draft
{
    Draft(int64_t theStep, SequencePacker thePacker, model::Pooling pooling)
        : step(theStep), packer(std::move(thePacker)), contrastImages(pooling),
          contrastTexts(pooling), matchImages(pooling), matchTexts(pooling), questions(pooling)
    {
    }

    int64_t step;
    SequencePacker packer;
    std::vector<int64_t> captionRows, captionTargets, maskedRows, maskedTargets;
    std::vector<int64_t> regionRows;
    std::vector<float> regionFeatures, regionClasses;
    std::vector<int64_t> answerTargets;
    model::TokenPool contrastImages, contrastTexts, matchImages, matchTexts, questions;
};

BatchBuilder::BatchBuilder(std::shared_ptr<const SceneData> data, StepPlan plan, SequenceIds ids,
                           uint64_t seed)
    : data_(std::move(data)), plan_(plan), ids_(ids), seed_(seed), allScenes_(data_->scenes.size())
{
    std::iota(allScenes_.begin(), allScenes_.end(), size_t{0});
}

std::vector<size_t> BatchBuilder::scenesOf(const std::vector<size_t>& from, uint64_t objective,
                                           int64_t step, int64_t count) const
{
    std::vector<size_t> chosen;
    const auto size = static_cast<int64_t>(from.size());
    if (size == 0)
        return chosen;
    int64_t epoch = -1;
    std::vector<size_t> order;
    for (int64_t i = step * count; i < (step + 1) * count; ++i) {
        if (i / size != epoch) {
            epoch = i / size;
            order = from;
            Random(mixSeed({seed_, objective, static_cast<uint64_t>(epoch)})).shuffle(order);
        }
        chosen.push_back(order[static_cast<size_t>(i % size)]);
    }
    return chosen;
}

VisualTokens BatchBuilder::visualOf(const Scene& scene, Random& random, bool withClasses) const
{
    const RegionSet wanted =
        random.chance(plan_.proposalShare) ? RegionSet::Proposals : RegionSet::Truth;
    return data_->regions->tokens(scene.sample, data_->regions->available(scene.sample, wanted),
                                  plan_.maxRegions, withClasses);
}

void BatchBuilder::addContrast(Draft& draft) const
{
    for (size_t index : scenesOf(allScenes_, Contrast, draft.step, plan_.contrastPairs)) {
        const Scene& scene = data_->scenes[index];
        Random random(mixSeed({seed_, Contrast, static_cast<uint64_t>(draft.step), index}));
        const VisualTokens visual = visualOf(scene, random);
        draft.packer.add(&visual, nullptr).addImageTo(draft.contrastImages);
        draft.packer.add(nullptr, &random.pick(scene.captions).ids).addTextTo(draft.contrastTexts);
    }
}

void BatchBuilder::addCaptions(Draft& draft) const
{
    for (size_t index : scenesOf(allScenes_, Captions, draft.step, plan_.captions)) {
        const Scene& scene = data_->scenes[index];
        Random random(mixSeed({seed_, Captions, static_cast<uint64_t>(draft.step), index}));
        const VisualTokens visual = visualOf(scene, random);
        const auto& text = scene.captions[random.pick(scene.fullCaptions)].ids;
        const auto place = draft.packer.add(&visual, &text, {}, /*causal=*/true);
        for (size_t i = 0; i <= text.size(); ++i) {
            draft.captionRows.push_back(place.cls + static_cast<int64_t>(i));
            draft.captionTargets.push_back(i < text.size() ? text[i] : ids_.sep);
        }
    }
}

void BatchBuilder::addMaskedCaptions(Draft& draft) const
{
    for (size_t index : scenesOf(allScenes_, MaskedCaptions, draft.step, plan_.maskedCaptions)) {
        const Scene& scene = data_->scenes[index];
        Random random(mixSeed({seed_, MaskedCaptions, static_cast<uint64_t>(draft.step), index}));
        const VisualTokens visual = visualOf(scene, random);
        const TokenText& text = random.pick(scene.captions);
        const auto chosen = objectives::chooseSpans(text.startsWord, plan_.maskRatio, random);
        std::vector<int32_t> ids = text.ids;
        objectives::hideTokens(ids, chosen, plan_.mask, random);
        const auto place = draft.packer.add(&visual, &ids);
        for (int32_t position : chosen) {
            draft.maskedRows.push_back(place.cls + 1 + position);
            draft.maskedTargets.push_back(text.ids[static_cast<size_t>(position)]);
        }
    }
}

void BatchBuilder::addMaskedPictures(Draft& draft) const
{
    const auto dim = static_cast<size_t>(data_->regions->dim());
    const auto classes = static_cast<size_t>(data_->regions->classes());
    for (size_t index : scenesOf(allScenes_, MaskedPictures, draft.step, plan_.maskedPictures)) {
        const Scene& scene = data_->scenes[index];
        Random random(mixSeed({seed_, MaskedPictures, static_cast<uint64_t>(draft.step), index}));
        const VisualTokens visual = visualOf(scene, random, /*withClasses=*/true);
        const auto hidden = objectives::chooseRegions(visual.boxes, plan_.regionMaskRatio,
                                                      plan_.overlap, plan_.overlapMeasure, random);
        // [IMG] is the mean of what the model may see: with hidden regions in it, they could be
        // worked out from it.
        std::vector<Box> seenBoxes;
        std::vector<float> seenFeatures;
        for (size_t r = 0; r < hidden.size(); ++r) {
            if (hidden[r])
                continue;
            seenBoxes.push_back(visual.boxes[r]);
            const auto row = visual.features.begin() + static_cast<std::ptrdiff_t>((r + 1) * dim);
            seenFeatures.insert(seenFeatures.end(), row, row + static_cast<std::ptrdiff_t>(dim));
        }
        VisualTokens shown = visual;
        const VisualTokens seen =
            makeVisualTokens(seenBoxes, seenFeatures, static_cast<int64_t>(dim), plan_.maxRegions);
        std::copy_n(seen.features.begin(), dim, shown.features.begin());

        const auto place = draft.packer.add(&shown, &random.pick(scene.captions).ids, hidden);
        for (size_t r = 0; r < hidden.size(); ++r) {
            if (!hidden[r])
                continue;
            draft.regionRows.push_back(place.image + 1 + static_cast<int64_t>(r));
            const auto feature =
                visual.features.begin() + static_cast<std::ptrdiff_t>((r + 1) * dim);
            draft.regionFeatures.insert(draft.regionFeatures.end(), feature,
                                        feature + static_cast<std::ptrdiff_t>(dim));
            const auto target = visual.classes.begin() + static_cast<std::ptrdiff_t>(r * classes);
            draft.regionClasses.insert(draft.regionClasses.end(), target,
                                       target + static_cast<std::ptrdiff_t>(classes));
        }
    }
}

void BatchBuilder::addMatching(Draft& draft) const
{
    for (size_t index : scenesOf(allScenes_, Matching, draft.step, plan_.matchSets)) {
        const Scene& scene = data_->scenes[index];
        Random random(mixSeed({seed_, Matching, static_cast<uint64_t>(draft.step), index}));
        const VisualTokens visual = visualOf(scene, random);

        std::vector<size_t> order(scene.negatives.size());
        std::iota(order.begin(), order.end(), size_t{0});
        random.shuffle(order);
        order.resize(std::min(order.size(), static_cast<size_t>(plan_.matchNegatives)));
        const size_t positive =
            order.empty()
                ? static_cast<size_t>(random.below(static_cast<int64_t>(scene.captions.size())))
                : scene.negativeOf[order.front()];
        std::vector<const std::vector<int32_t>*> texts{&scene.captions[positive].ids};
        for (size_t negative : order)
            texts.push_back(&scene.negatives[negative].ids);
        while (texts.size() < static_cast<size_t>(1 + plan_.matchNegatives + plan_.matchRandom)) {
            const auto other =
                static_cast<size_t>(random.below(static_cast<int64_t>(data_->scenes.size())));
            if (other == index && data_->scenes.size() > 1)
                continue;
            const Scene& stranger = data_->scenes[other];
            texts.push_back(&stranger.captions[random.pick(stranger.fullCaptions)].ids);
        }
        for (const auto* text : texts) {
            const auto place = draft.packer.add(&visual, text);
            place.addImageTo(draft.matchImages);
            place.addTextTo(draft.matchTexts);
        }
    }
}

void BatchBuilder::addQuestions(Draft& draft) const
{
    for (size_t index :
         scenesOf(data_->withQuestions, Questions, draft.step, plan_.questionScenes)) {
        const Scene& scene = data_->scenes[index];
        Random random(mixSeed({seed_, Questions, static_cast<uint64_t>(draft.step), index}));
        const VisualTokens visual = visualOf(scene, random);
        std::vector<size_t> order(scene.questions.size());
        std::iota(order.begin(), order.end(), size_t{0});
        random.shuffle(order);
        order.resize(std::min(order.size(), static_cast<size_t>(plan_.questionsPerScene)));
        for (size_t q : order) {
            draft.packer.add(&visual, &scene.questions[q].text.ids).addTextTo(draft.questions);
            draft.answerTargets.push_back(scene.questions[q].answer);
        }
    }
}

StepBatch BatchBuilder::build(int64_t step) const
{
    Draft draft(step, SequencePacker(ids_, data_->regions->dim()), plan_.pooling);
    addContrast(draft);
    addCaptions(draft);
    addMaskedCaptions(draft);
    addMaskedPictures(draft);
    addMatching(draft);
    addQuestions(draft);

    StepBatch batch;
    batch.sequences = draft.packer.sequences();
    batch.tokens = draft.packer.tokens();
    draft.packer.fillUp();
    batch.input = draft.packer.finish();
    batch.contrastImages = draft.contrastImages.finish();
    batch.contrastTexts = draft.contrastTexts.finish();
    batch.captionRows = tensorOf(draft.captionRows);
    batch.captionTargets = tensorOf(draft.captionTargets);
    batch.maskedRows = tensorOf(draft.maskedRows);
    batch.maskedTargets = tensorOf(draft.maskedTargets);
    const auto hidden = static_cast<int64_t>(draft.regionRows.size());
    batch.regionRows = tensorOf(draft.regionRows);
    batch.regionFeatures = tensorOf(draft.regionFeatures, {hidden, data_->regions->dim()});
    batch.regionClasses = tensorOf(draft.regionClasses, {hidden, data_->regions->classes()});
    batch.matchImages = draft.matchImages.finish();
    batch.matchTexts = draft.matchTexts.finish();
    batch.matchCandidates = 1 + plan_.matchNegatives + plan_.matchRandom;
    batch.questions = draft.questions.finish();
    batch.answerTargets = tensorOf(draft.answerTargets);
    return batch;
}

} // namespace unimo::data
