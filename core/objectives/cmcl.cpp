// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/objectives/detail/cmcl.h"

#include "core/objectives/detail/losses.h"

#include <torch/torch.h>

#include <limits>

namespace unimo::objectives {
namespace {

constexpr double kNothing = -std::numeric_limits<float>::infinity();

/// log(sum(exp(values))) of each owner's values: [owners]; -inf where an owner has none.
at::Tensor segmentLogSumExp(const at::Tensor& values, const at::Tensor& owners, int64_t count)
{
    const at::Tensor highest =
        at::full({count}, kNothing, values.options())
            .scatter_reduce(0, owners, values.detach(), "amax", /*include_self=*/true);
    // An owner without values: any finite number, so that -inf - -inf is not computed.
    const at::Tensor shift = highest.masked_fill(highest.isinf(), 0.0);
    const at::Tensor sums =
        at::zeros({count}, values.options())
            .index_add(0, owners, (values - shift.index_select(0, owners)).exp());
    return sums.log() + shift;
}

at::Tensor segmentHighest(const at::Tensor& values, const at::Tensor& owners, int64_t count)
{
    return at::full({count}, kNothing, values.options())
        .scatter_reduce(0, owners, values, "amax", /*include_self=*/true);
}

/// The pairs encoded alone, every picture against every text.
struct InBatch
{
    at::Tensor own;    ///< [pairs]: similarity of the pair itself
    at::Tensor others; ///< [pairs, 2 * (pairs - 1)]: with strangers
};

/// All but the diagonal of [n, n]: [n, n - 1]. Without the diagonal's first element, each n + 1
/// numbers end with the next one.
at::Tensor offDiagonal(const at::Tensor& square)
{
    const int64_t n = square.size(0);
    return square.reshape(-1)
        .narrow(0, 1, n * n - 1)
        .view({n - 1, n + 1})
        .narrow(1, 0, n)
        .reshape({n, n - 1});
}

InBatch inBatch(const at::Tensor& images, const at::Tensor& texts)
{
    const at::Tensor all = similarities(images, texts);
    return {all.diagonal(), at::cat({offDiagonal(all), offDiagonal(all.t())}, 1)};
}

/// Mean over what a mask selects, without waiting for the device.
at::Tensor meanWhere(const at::Tensor& values, const at::Tensor& mask)
{
    const at::Tensor chosen = at::where(mask, values, at::zeros({}, values.options()));
    return chosen.sum() / mask.sum().clamp_min(1);
}

} // namespace

CmclItems CmclItems::to(const at::Device& device) const
{
    CmclItems moved = *this;
    for (at::Tensor CmclItems::*member :
         {&CmclItems::images, &CmclItems::texts, &CmclItems::owners, &CmclItems::kinds,
          &CmclItems::positive, &CmclItems::aloneImages, &CmclItems::aloneTexts})
        if ((this->*member).defined())
            moved.*member = (this->*member).to(device);
    return moved;
}

CmclLoss cmclLoss(const at::Tensor& imageVectors, const at::Tensor& textVectors,
                  const CmclItems& items, const at::Tensor& temperature)
{
    const at::Tensor similarity = (imageVectors.index_select(0, items.images).to(at::kFloat) *
                                   textVectors.index_select(0, items.texts).to(at::kFloat))
                                      .sum(1);
    const at::Tensor logits = similarity / temperature;
    at::Tensor all = segmentLogSumExp(logits, items.owners, items.pairs);
    at::Tensor positives = segmentLogSumExp(
        logits.masked_fill(items.positive.logical_not(), kNothing), items.owners, items.pairs);
    const at::Tensor rejected =
        similarity.detach().masked_fill(items.positive, kNothing); // negatives alone
    at::Tensor hardest = segmentHighest(rejected, items.owners, items.pairs);

    InBatch batch;
    if (items.aloneImages.defined()) {
        batch = inBatch(imageVectors.index_select(0, items.aloneImages),
                        textVectors.index_select(0, items.aloneTexts));
        const at::Tensor own = batch.own / temperature;
        positives = at::logaddexp(positives, own);
        all = at::logaddexp(all, own);
        if (items.pairs > 1) {
            all = at::logaddexp(all, at::logsumexp(batch.others / temperature, 1));
            hardest = at::maximum(hardest, batch.others.detach().amax(1));
        }
    }

    CmclLoss loss;
    loss.value = (all - positives).mean();

    const at::NoGradGuard noGrad;
    const at::Tensor trueItem = items.kinds.eq(0);
    // One true item a pair, in any order of the items.
    const at::Tensor truth = at::zeros({items.pairs}, similarity.options())
                                 .index_add(0, items.owners, similarity * trueItem);
    loss.accuracy = truth.gt(hardest).to(at::kFloat).mean();
    const at::Tensor softmaxLoss = all.index_select(0, items.owners) - logits;
    const at::Tensor overHardest = similarity - hardest.index_select(0, items.owners);
    const at::Tensor underTruth = truth.index_select(0, items.owners) - similarity;
    for (const CmclKind& kind : items.present) {
        const at::Tensor mask = items.kinds.eq(kind.index);
        const auto add = [&](const char* what, const at::Tensor& values) {
            loss.perKind.emplace_back(kind.name + "/" + what, meanWhere(values, mask));
        };
        if (kind.positive) {
            add("loss", softmaxLoss);
            add("accuracy", overHardest.gt(0).to(at::kFloat));
            // A pair without any negative has no margin.
            add("margin", overHardest.masked_fill(overHardest.isinf(), 0.0));
        } else {
            add("accuracy", underTruth.gt(0).to(at::kFloat));
            add("margin", underTruth);
        }
    }
    if (batch.own.defined() && items.pairs > 1) {
        const at::Tensor margin = batch.own - batch.others.amax(1);
        loss.perKind.emplace_back("in_batch/accuracy", margin.gt(0).to(at::kFloat).mean());
        loss.perKind.emplace_back("in_batch/margin", margin.mean());
    }
    return loss;
}

} // namespace unimo::objectives
