// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/objectives/detail/cmcl.h"

#include "core/objectives/detail/losses.h"
#include "core/tensor/detail/process_group.h"
#include "core/tensor/detail/to_device.h"

#include <torch/torch.h>

#include <limits>

namespace unimo::objectives {
namespace {

constexpr double kNothing = -std::numeric_limits<float>::infinity();

at::Tensor segmentHighest(const at::Tensor& values, const at::Tensor& owners, int64_t count)
{
    return at::full({count}, kNothing, values.options())
        .scatter_reduce(0, owners, values, "amax", /*include_self=*/true);
}

/// log(sum(exp(values))) of each owner's values: [owners]; -inf, without a gradient, where all are
/// -inf or there are none.
at::Tensor segmentLogSumExp(const at::Tensor& values, const at::Tensor& owners, int64_t count)
{
    const at::Tensor highest = segmentHighest(values.detach(), owners, count);
    const at::Tensor none = highest.isinf();
    const at::Tensor shift = highest.masked_fill(none, 0.0);
    const at::Tensor sums =
        at::zeros({count}, values.options())
            .index_add(0, owners, (values - shift.index_select(0, owners)).exp());
    return (sums.masked_fill(none, 1.0).log() + shift).masked_fill(none, kNothing);
}

/// The pairs encoded alone.
struct InBatch
{
    at::Tensor own;    ///< [pairs]: similarity of the pair itself
    at::Tensor others; ///< [pairs, texts + pictures]: with those of other pairs; -inf: its own
    at::Tensor othersLogits; ///< the same divided by tau
};

/// Which of all gathered rows are each pair's own: bool [pairs, rows].
at::Tensor ownRows(const at::Tensor& owners, int64_t pairs, const tensor::GatheredRows& gathered)
{
    at::Tensor own = at::zeros({pairs, gathered.rows.size(0)}, owners.options().dtype(at::kBool));
    own.narrow(1, gathered.first, owners.size(0))
        .copy_(owners.unsqueeze(0).eq(at::arange(pairs, owners.options()).unsqueeze(1)));
    return own;
}

InBatch inBatch(const at::Tensor& imageVectors, const at::Tensor& textVectors,
                const CmclItems& items, const at::Tensor& temperature,
                const tensor::ProcessGroup* group)
{
    const at::Tensor images = imageVectors.index_select(0, items.aloneImages.own);
    const at::Tensor texts = textVectors.index_select(0, items.aloneTexts.own);
    const auto gathered =
        tensor::gatherRows(group, tensor::ProcessGroup::Channel::Cmcl,
                           {textVectors.index_select(0, items.aloneTexts.all).to(at::kFloat),
                            imageVectors.index_select(0, items.aloneImages.all).to(at::kFloat)});
    const at::Tensor mine = at::cat({ownRows(items.aloneTexts.owners, items.pairs, gathered[0]),
                                     ownRows(items.aloneImages.owners, items.pairs, gathered[1])},
                                    1);
    const at::Tensor all =
        at::cat({similarities(images, gathered[0].rows), similarities(texts, gathered[1].rows)}, 1);
    // Divided before it is masked: -inf / tau has no gradient.
    return {(images.to(at::kFloat) * texts.to(at::kFloat)).sum(1), all.masked_fill(mine, kNothing),
            (all / temperature).masked_fill(mine, kNothing)};
}

/// Mean over what a mask selects, without waiting for the device.
at::Tensor meanWhere(const at::Tensor& values, const at::Tensor& mask)
{
    const at::Tensor chosen = at::where(mask, values, at::zeros({}, values.options()));
    return chosen.sum() / mask.sum().clamp_min(1);
}

/// A pair without any negative has no margin.
at::Tensor marginOver(const at::Tensor& similarity, const at::Tensor& hardest)
{
    return (similarity - hardest).masked_fill(hardest.isinf(), 0.0);
}

} // namespace

CmclItems CmclItems::to(const at::Device& device) const
{
    CmclItems moved = *this;
    for (at::Tensor* place :
         {&moved.images, &moved.texts, &moved.owners, &moved.kinds, &moved.positive,
          &moved.aloneImages.own, &moved.aloneImages.all, &moved.aloneImages.owners,
          &moved.aloneTexts.own, &moved.aloneTexts.all, &moved.aloneTexts.owners})
        *place = tensor::toDevice(*place, device);
    return moved;
}

CmclLoss cmclLoss(const at::Tensor& imageVectors, const at::Tensor& textVectors,
                  const CmclItems& items, const at::Tensor& temperature,
                  const tensor::ProcessGroup* group)
{
    const bool others = items.pairs > 1 || group;
    const auto ofOwner = [&](const at::Tensor& values) {
        return values.index_select(0, items.owners);
    };
    const at::Tensor similarity = (imageVectors.index_select(0, items.images).to(at::kFloat) *
                                   textVectors.index_select(0, items.texts).to(at::kFloat))
                                      .sum(1);
    const at::Tensor logits = similarity / temperature;
    const at::Tensor negative = items.positive.logical_not();
    at::Tensor negatives =
        segmentLogSumExp(logits.masked_fill(items.positive, kNothing), items.owners, items.pairs);
    at::Tensor hardest = segmentHighest(similarity.detach().masked_fill(items.positive, kNothing),
                                        items.owners, items.pairs);
    InBatch batch;
    if (items.aloneImages.own.defined()) {
        batch = inBatch(imageVectors, textVectors, items, temperature, group);
        if (others) {
            negatives = at::logaddexp(negatives, at::logsumexp(batch.othersLogits, 1));
            hardest = at::maximum(hardest, batch.others.detach().amax(1));
        }
    }
    const at::Tensor ownLogits = batch.own.defined() ? batch.own / temperature : at::Tensor();
    // -log of each positive's share against the negatives of its pair.
    const at::Tensor each = at::logaddexp(logits, ofOwner(negatives)) - logits;
    const at::Tensor ownEach =
        ownLogits.defined() ? at::logaddexp(ownLogits, negatives) - ownLogits : at::Tensor();

    CmclLoss loss;
    if (items.numerator == CmclNumerator::Sum) {
        at::Tensor positives =
            segmentLogSumExp(logits.masked_fill(negative, kNothing), items.owners, items.pairs);
        if (ownLogits.defined())
            positives = at::logaddexp(positives, ownLogits);
        loss.value = (at::logaddexp(positives, negatives) - positives).mean();
    } else {
        const at::Tensor share = items.positive.to(at::kFloat);
        at::Tensor count =
            at::zeros({items.pairs}, share.options()).index_add(0, items.owners, share);
        at::Tensor sum = at::zeros({items.pairs}, each.options())
                             .index_add(0, items.owners, each.masked_fill(negative, 0.0));
        if (ownEach.defined()) {
            count = count + 1;
            sum = sum + ownEach;
        }
        loss.value = (sum / count).mean();
    }

    const at::NoGradGuard noGrad;
    // One true item a pair, in any order of the items.
    const at::Tensor truth = at::zeros({items.pairs}, similarity.options())
                                 .index_add(0, items.owners, similarity * items.kinds.eq(0));
    loss.accuracy = truth.gt(hardest).to(at::kFloat).mean();
    const at::Tensor margin = marginOver(similarity, ofOwner(hardest));
    const at::Tensor underTruth = ofOwner(truth) - similarity;
    for (const CmclKind& kind : items.present) {
        const at::Tensor mask = items.kinds.eq(kind.index);
        const auto add = [&](const char* what, const at::Tensor& values) {
            loss.perKind.emplace_back(kind.name + "/" + what, meanWhere(values, mask));
        };
        if (kind.positive)
            add("loss", each);
        add("margin", kind.positive ? margin : underTruth);
        add("accuracy",
            (kind.positive ? similarity.gt(ofOwner(hardest)) : underTruth.gt(0)).to(at::kFloat));
    }
    if (batch.own.defined() && others) {
        const at::Tensor overOthers = batch.own - batch.others.amax(1);
        loss.perKind.emplace_back("alone/loss", ownEach.mean());
        loss.perKind.emplace_back("alone/margin", overOthers.mean());
        loss.perKind.emplace_back("alone/accuracy", overOthers.gt(0).to(at::kFloat).mean());
    }
    return loss;
}

} // namespace unimo::objectives
