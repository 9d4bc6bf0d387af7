// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_draft.h"

#include <set>

namespace unimo::data {
namespace {

/// Kinds of CMCL items; rewritten negatives follow, one kind a rule.
enum ItemKind : size_t {
    TruePair,
    Rewritten,
    RetrievedText,
    RetrievedPicture,
    Stranger,
    FirstRule
};
/// Curves have these names; rewritten negatives have their rule's.
constexpr const char* kKindNames[] = {"true_pair", "rewritten", "retrieved_text",
                                      "retrieved_picture", "random"};

} // namespace

void BatchBuilder::addContrast(Draft& draft) const
{
    for (const size_t index : chosen(data_->captioned, Contrast, draft.step, plan_.contrastPairs)) {
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(Contrast, draft.step, index);
        const VisualTokens visual = visualOf(scene.sample, random);
        draft.packer.add(&visual, nullptr).addImageTo(draft.contrastImages);
        draft.packer.add(nullptr, &random.pick(scene.captions).ids).addTextTo(draft.contrastTexts);
    }
}

std::vector<store::SampleId> BatchBuilder::contrastSamples(int64_t step) const
{
    std::vector<store::SampleId> samples;
    for (const size_t index : chosen(data_->captioned, Contrast, step, plan_.contrastPairs))
        samples.push_back(data_->scenes[index].sample);
    return samples;
}

const Scene& BatchBuilder::stranger(size_t index, Random& random) const
{
    const auto count = static_cast<int64_t>(data_->captioned);
    auto other = static_cast<size_t>(random.below(count));
    while (other == index && count > 1)
        other = static_cast<size_t>(random.below(count));
    return data_->scenes[other];
}

const TokenText& BatchBuilder::strangersCaption(size_t index, Random& random) const
{
    const Scene& other = stranger(index, random);
    return other.captions[random.pick(other.fullCaptions)];
}

/// Negatives are drawn uniformly, as in the official src/reader/retrieval_reader.py.
void BatchBuilder::addRetrieval(Draft& draft) const
{
    for (const size_t index :
         chosen(data_->captioned, Retrieval, draft.step, plan_.retrievalSets)) {
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(Retrieval, draft.step, index);
        const VisualTokens visual = visualOf(scene.sample, random);
        const TokenText& caption = scene.captions[random.pick(scene.fullCaptions)];
        const auto add = [&](const VisualTokens& picture, const TokenText& text) {
            const auto place = draft.packer.add(&picture, &text.ids);
            place.addImageTo(draft.retrievalImages);
            place.addTextTo(draft.retrievalTexts);
        };
        add(visual, caption);
        for (int64_t i = 0; i < plan_.retrievalNegatives; ++i)
            add(visualOf(stranger(index, random).sample, random), caption);
        for (int64_t i = 0; i < plan_.retrievalNegatives; ++i)
            add(visual, strangersCaption(index, random));
    }
}

void BatchBuilder::addMatching(Draft& draft) const
{
    for (const size_t index : chosen(data_->captioned, Matching, draft.step, plan_.matchSets)) {
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(Matching, draft.step, index);
        const VisualTokens visual = visualOf(scene.sample, random);

        const auto negatives = someOf(scene.negatives.size(), plan_.matchNegatives, random);
        std::vector<const std::vector<int32_t>*> texts{&captionOf(scene, negatives, random).ids};
        for (const size_t negative : negatives)
            texts.push_back(&scene.negatives[negative].ids);
        while (texts.size() < static_cast<size_t>(1 + plan_.matchNegatives + plan_.matchRandom))
            texts.push_back(&strangersCaption(index, random).ids);
        for (const auto* text : texts) {
            const auto place = draft.packer.add(&visual, text);
            place.addImageTo(draft.matchImages);
            place.addTextTo(draft.matchTexts);
        }
    }
}

const TokenText& BatchBuilder::captionOf(const Scene& scene, const std::vector<size_t>& negatives,
                                         Random& random)
{
    return negatives.empty() ? random.pick(scene.captions)
                             : scene.captions[scene.negativeOf[negatives.front()]];
}

/// Rewritten texts are encoded with the picture, what was retrieved is encoded alone
/// (unimo.md 2.1).
void BatchBuilder::addCmcl(Draft& draft) const
{
    auto& items = draft.cmcl;
    for (const size_t index : chosen(data_->captioned, Cmcl, draft.step, plan_.cmclPairs)) {
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(Cmcl, draft.step, index);
        const VisualTokens visual = visualOf(scene.sample, random);
        const auto negatives = someOf(scene.negatives.size(), plan_.cmclNegatives, random);
        const TokenText& caption = captionOf(scene, negatives, random);
        const int64_t owner = items.pairs++;

        const auto addItem = [&](int64_t image, int64_t text, size_t kind) {
            items.images.push_back(image);
            items.texts.push_back(text);
            items.owners.push_back(owner);
            items.kinds.push_back(static_cast<int64_t>(kind));
        };
        const auto addJoint = [&](const TokenText& text, size_t kind) {
            const auto place = draft.packer.add(&visual, &text.ids);
            addItem(place.addImageTo(draft.cmclImages), place.addTextTo(draft.cmclTexts), kind);
        };
        const auto noteAlone = [&](Draft::Alone& alone, int64_t row, bool own) {
            if (own)
                alone.own.push_back(row);
            alone.all.push_back(row);
            alone.owners.push_back(owner);
            return row;
        };
        const auto imageAlone = [&](const VisualTokens& picture, bool own) {
            const auto place = draft.packer.add(&picture, nullptr);
            return noteAlone(items.aloneImages, place.addImageTo(draft.cmclImages), own);
        };
        const auto textAlone = [&](const TokenText& text, bool own) {
            const auto place = draft.packer.add(nullptr, &text.ids);
            return noteAlone(items.aloneTexts, place.addTextTo(draft.cmclTexts), own);
        };

        addJoint(caption, TruePair);
        for (const size_t i : someOf(scene.positives.size(), plan_.cmclPositives, random))
            addJoint(scene.positives[i], Rewritten);
        for (const size_t i : negatives)
            addJoint(scene.negatives[i], FirstRule + scene.negativeRule[i]);
        for (auto i = static_cast<int64_t>(negatives.size()); i < plan_.cmclNegatives; ++i)
            addJoint(strangersCaption(index, random), Stranger);

        const auto texts = someOf(scene.nearTexts.size(), plan_.cmclTexts, random);
        const auto pictures = someOf(scene.nearPictures.size(), plan_.cmclPictures, random);
        const int64_t ownImage =
            plan_.cmclInBatch || !texts.empty() ? imageAlone(visual, true) : -1;
        const int64_t ownText =
            plan_.cmclInBatch || !pictures.empty() ? textAlone(caption, true) : -1;
        for (const size_t i : texts)
            addItem(ownImage, textAlone(data_->texts[scene.nearTexts[i]], false), RetrievedText);
        for (const size_t i : pictures)
            addItem(imageAlone(visualOf(data_->pictures[scene.nearPictures[i]], random), false),
                    ownText, RetrievedPicture);
    }
}

objectives::CmclItems BatchBuilder::finishedItems(const Draft& draft) const
{
    const auto& drafted = draft.cmcl;
    objectives::CmclItems items;
    items.pairs = drafted.pairs;
    items.numerator = plan_.cmclNumerator;
    items.images = tensorOf(drafted.images);
    items.texts = tensorOf(drafted.texts);
    items.owners = tensorOf(drafted.owners);
    items.kinds = tensorOf(drafted.kinds);
    items.positive = items.kinds.le(static_cast<int64_t>(RetrievedPicture));
    for (const int64_t kind : std::set<int64_t>(drafted.kinds.begin(), drafted.kinds.end())) {
        const auto at = static_cast<size_t>(kind);
        items.present.push_back({at < FirstRule ? kKindNames[at] : data_->rules[at - FirstRule],
                                 kind, at <= RetrievedPicture});
    }
    const auto alone = [](const Draft::Alone& from) {
        return objectives::AloneVectors{tensorOf(from.own), tensorOf(from.all),
                                        tensorOf(from.owners)};
    };
    if (plan_.cmclInBatch) {
        items.aloneImages = alone(drafted.aloneImages);
        items.aloneTexts = alone(drafted.aloneTexts);
    }
    return items;
}

} // namespace unimo::data
