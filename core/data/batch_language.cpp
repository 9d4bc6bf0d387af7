// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_draft.h"

namespace unimo::data {

void BatchBuilder::addCaptions(Draft& draft) const
{
    auto& out = draft.language[static_cast<size_t>(LanguageTask::Caption)];
    for (const size_t index : chosen(data_->captioned, Captions, draft.step, plan_.captions)) {
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(Captions, draft.step, index);
        const VisualTokens visual = visualOf(scene.sample, random);
        const auto& text = scene.captions[random.pick(scene.fullCaptions)].ids;
        const std::vector<PlacedToken> tags =
            plan_.objectTags ? placedSource(scene.objects, ids_) : std::vector<PlacedToken>{};
        const auto place = draft.packer.addTwoPart(&visual, tags, placedSource(text, ids_));
        for (size_t i = 0; i <= text.size(); ++i) {
            out.rows.push_back(place.target + static_cast<int64_t>(i));
            out.targets.push_back(i < text.size() ? text[i] : ids_.sep);
        }
    }
}

/// Of the two ways to learn language a step takes one, for captions and single texts alike
/// (unimo.md 2.3: the choice is per batch).
void BatchBuilder::addLanguage(Draft& draft) const
{
    const bool seq2seq = Random(mixSeed({seed_, LanguageChoice, static_cast<uint64_t>(draft.step)}))
                             .chance(plan_.seq2seqShare);
    for (const size_t index :
         chosen(data_->captioned, MaskedCaptions, draft.step, plan_.maskedCaptions)) {
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(MaskedCaptions, draft.step, index);
        const VisualTokens visual = visualOf(scene.sample, random);
        const TokenText& text = random.pick(scene.captions);
        if (seq2seq)
            addSeq2Seq(draft, LanguageTask::Seq2Seq, &visual, text, random);
        else
            addMasked(draft, LanguageTask::Masked, &visual, text, random);
    }
    for (const size_t index : chosen(data_->texts.size(), LoneTexts, draft.step, plan_.loneTexts)) {
        Random random = randomOf(LoneTexts, draft.step, index);
        const TokenText& text = data_->texts[index];
        if (seq2seq)
            addSeq2Seq(draft, LanguageTask::LoneSeq2Seq, nullptr, text, random);
        else
            addMasked(draft, LanguageTask::LoneMasked, nullptr, text, random);
    }
}

void BatchBuilder::addMasked(Draft& draft, LanguageTask task, const VisualTokens* visual,
                             const TokenText& text, Random& random) const
{
    auto& out = draft.language[static_cast<size_t>(task)];
    const auto hidden = objectives::chooseSpans(text.startsWord, plan_.maskRatio, random);
    std::vector<int32_t> ids = text.ids;
    objectives::hideTokens(ids, hidden, plan_.mask, random);
    const auto place = draft.packer.add(visual, &ids);
    for (const int32_t position : hidden) {
        out.rows.push_back(place.cls + 1 + position);
        out.targets.push_back(text.ids[static_cast<size_t>(position)]);
    }
}

void BatchBuilder::addSeq2Seq(Draft& draft, LanguageTask task, const VisualTokens* visual,
                              const TokenText& text, Random& random) const
{
    auto& out = draft.language[static_cast<size_t>(task)];
    const Seq2SeqText parts =
        makeSeq2Seq(text, plan_.seq2seqForm, plan_.seq2seqRatio, ids_, random);
    const auto place = draft.packer.addTwoPart(visual, parts.source, parts.target);
    for (size_t i = 0; i < parts.labels.size(); ++i) {
        if (parts.labels[i] < 0)
            continue;
        out.rows.push_back(place.target + static_cast<int64_t>(i));
        out.targets.push_back(parts.labels[i]);
    }
}

} // namespace unimo::data
