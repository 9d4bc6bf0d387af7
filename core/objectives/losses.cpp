// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/objectives/detail/losses.h"

#include "core/tensor/detail/process_group.h"

namespace unimo::objectives {
namespace {

at::Tensor hitRate(const at::Tensor& scores, const at::Tensor& targets)
{
    return scores.detach().argmax(1).eq(targets).to(at::kFloat).mean();
}

} // namespace

Loss classificationLoss(const at::Tensor& logits, const at::Tensor& targets, double labelSmoothing)
{
    const at::Tensor scores = logits.to(at::kFloat);
    return {at::cross_entropy_loss(scores, targets, {}, at::Reduction::Mean, -100, labelSmoothing),
            hitRate(scores, targets)};
}

Loss softTargetLoss(const at::Tensor& logits, const at::Tensor& scores)
{
    const at::Tensor precise = logits.to(at::kFloat);
    const at::Tensor best = precise.detach().argmax(1, /*keepdim=*/true);
    return {at::binary_cross_entropy_with_logits(precise, scores, {}, {}, at::Reduction::Sum) /
                static_cast<double>(precise.size(0)),
            scores.gather(1, best).mean()};
}

at::Tensor similarities(const at::Tensor& a, const at::Tensor& b)
{
    const c10::impl::ExcludeDispatchKeyGuard noAutocast(c10::autocast_dispatch_keyset);
    return at::matmul(a.to(at::kFloat), b.to(at::kFloat).t());
}

Loss contrastiveLoss(const at::Tensor& imageVectors, const at::Tensor& textVectors,
                     const at::Tensor& temperature, const tensor::ProcessGroup* group)
{
    const auto all = tensor::gatherRows(group, tensor::ProcessGroup::Channel::Contrast,
                                        {imageVectors.to(at::kFloat), textVectors.to(at::kFloat)});
    const at::Tensor texts = similarities(imageVectors, all[1].rows) / temperature;
    const at::Tensor images = similarities(textVectors, all[0].rows) / temperature;
    const at::Tensor own =
        at::arange(texts.size(0), texts.options().dtype(at::kLong)) + all[0].first;
    return {(at::cross_entropy_loss(texts, own) + at::cross_entropy_loss(images, own)) / 2,
            (hitRate(texts, own) + hitRate(images, own)) / 2};
}

Loss matchingLoss(const at::Tensor& scores)
{
    return classificationLoss(scores,
                              at::zeros({scores.size(0)}, scores.options().dtype(at::kLong)));
}

Loss circleLoss(const at::Tensor& positives, const at::Tensor& negatives, double margin,
                double scale)
{
    const at::Tensor positive = positives.to(at::kDouble);
    const at::Tensor negative = negatives.to(at::kDouble);
    const at::Tensor positiveWeight = at::relu(1 + margin - positive.detach());
    const at::Tensor negativeWeight = at::relu(negative.detach() + margin);
    const at::Tensor pulled = -scale * positiveWeight * (positive - (1 - margin));
    const at::Tensor pushed =
        at::logsumexp(scale * negativeWeight * (negative - margin), /*dim=*/1);
    return {at::softplus(pulled + pushed).mean().to(at::kFloat),
            positive.detach().gt(negative.detach().amax(1)).to(at::kFloat).mean()};
}

at::Tensor regionFeatureLoss(const at::Tensor& predicted, const at::Tensor& target)
{
    return at::mse_loss(predicted.to(at::kFloat), target);
}

Loss regionClassLoss(const at::Tensor& logits, const at::Tensor& distribution)
{
    const at::Tensor scores = logits.to(at::kFloat);
    return {-(distribution * at::log_softmax(scores, 1)).sum(1).mean(),
            hitRate(scores, distribution.argmax(1))};
}

} // namespace unimo::objectives
