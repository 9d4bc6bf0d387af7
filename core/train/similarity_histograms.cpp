// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/similarity_histograms.h"

#include "core/objectives/detail/losses.h"

#include <torch/torch.h>

#include <span>

namespace unimo::train {
namespace {

/// The similarities of all items, and which are positives.
std::pair<at::Tensor, at::Tensor> itemsOf(const Compared& compared)
{
    if (compared.positive.defined()) {
        const at::Tensor images = compared.images.index_select(0, compared.imageRows);
        const at::Tensor texts = compared.texts.index_select(0, compared.textRows);
        return {(images.to(at::kFloat) * texts.to(at::kFloat)).sum(1), compared.positive};
    }
    const at::Tensor all = objectives::similarities(compared.images, compared.texts);
    return {all, at::eye(all.size(0), all.options().dtype(at::kBool))};
}

} // namespace

void addSimilarities(events::EventWriter& events, const std::vector<Compared>& compared,
                     int64_t step)
{
    const at::NoGradGuard noGrad;
    for (const Compared& one : compared) {
        const auto [similarity, positive] = itemsOf(one);
        for (const auto& [kind, mask] :
             {std::pair("_positive", positive), {"_negative", positive.logical_not()}}) {
            const at::Tensor values =
                similarity.masked_select(mask).to(at::kCPU, at::kFloat).contiguous();
            if (values.numel() > 0)
                events.addHistogram(
                    "similarity/" + one.name + kind,
                    std::span(values.const_data_ptr<float>(), static_cast<size_t>(values.numel())),
                    step);
        }
    }
}

} // namespace unimo::train
