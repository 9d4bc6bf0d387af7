// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_draft.h"

#include <algorithm>

namespace unimo::data {
namespace {

/// The picture as the model may see it. [IMG] is the mean of what is visible: with hidden regions
/// in it, they could be worked out from it.
VisualTokens withoutHidden(const VisualTokens& visual, std::span<const uint8_t> hidden, size_t dim)
{
    std::vector<Box> boxes;
    std::vector<float> features;
    for (size_t r = 0; r < hidden.size(); ++r) {
        if (hidden[r])
            continue;
        boxes.push_back(visual.boxes[r]);
        const auto row = visual.features.begin() + static_cast<std::ptrdiff_t>((r + 1) * dim);
        features.insert(features.end(), row, row + static_cast<std::ptrdiff_t>(dim));
    }
    const VisualTokens seen = makeVisualTokens(boxes, features, static_cast<int64_t>(dim),
                                               static_cast<int64_t>(boxes.size()));
    VisualTokens shown = visual;
    std::copy_n(seen.features.begin(), dim, shown.features.begin());
    return shown;
}

} // namespace

void BatchBuilder::addMaskedPictures(Draft& draft) const
{
    for (const size_t index :
         chosen(data_->captioned, MaskedPictures, draft.step, plan_.maskedPictures)) {
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(MaskedPictures, draft.step, index);
        addMaskedPicture(draft, RegionTask::Paired, scene.sample, &scene.captions, random);
    }
    for (const size_t index :
         chosen(data_->pictures.size(), LonePictures, draft.step, plan_.lonePictures)) {
        Random random = randomOf(LonePictures, draft.step, index);
        addMaskedPicture(draft, RegionTask::Lone, data_->pictures[index], nullptr, random);
    }
}

void BatchBuilder::addMaskedPicture(Draft& draft, RegionTask task, store::SampleId sample,
                                    const std::vector<TokenText>* captions, Random& random) const
{
    const auto dim = static_cast<size_t>(data_->regions->dim());
    const auto classes = static_cast<size_t>(data_->regions->classes());
    const VisualTokens visual = visualOf(sample, random, /*withClasses=*/true);
    const auto hidden = objectives::chooseRegions(visual.boxes, plan_.regionMaskRatio,
                                                  plan_.overlap, plan_.overlapMeasure, random);
    const VisualTokens shown = withoutHidden(visual, hidden, dim);
    const auto* text = captions ? &random.pick(*captions).ids : nullptr;
    const auto place = draft.packer.add(&shown, text, hidden);
    auto& out = draft.regions[static_cast<size_t>(task)];
    for (size_t r = 0; r < hidden.size(); ++r) {
        if (!hidden[r])
            continue;
        out.rows.push_back(place.image + 1 + static_cast<int64_t>(r));
        const auto feature = visual.features.begin() + static_cast<std::ptrdiff_t>((r + 1) * dim);
        out.features.insert(out.features.end(), feature,
                            feature + static_cast<std::ptrdiff_t>(dim));
        const auto target = visual.classes.begin() + static_cast<std::ptrdiff_t>(r * classes);
        out.classes.insert(out.classes.end(), target,
                           target + static_cast<std::ptrdiff_t>(classes));
    }
}

} // namespace unimo::data
