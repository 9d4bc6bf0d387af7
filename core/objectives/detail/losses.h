// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/detail/heads.h"
#include "core/model/detail/unimo_model.h"

namespace unimo::tensor {
class ProcessGroup;
}

namespace unimo::objectives {

/// A loss to be minimised, and a share in [0, 1] that a person can read. Both 0-d and on the
/// device.
struct Loss
{
    at::Tensor value;
    at::Tensor accuracy;
};

/// Cross-entropy of logits [n, classes] with class indices [n].
[[nodiscard]] Loss classificationLoss(const at::Tensor& logits, const at::Tensor& targets,
                                      double labelSmoothing = 0.0);

/// Sigmoid cross-entropy of logits [n, classes] with how right each class is, [n, classes] in 0-1:
/// summed over the classes, mean over the rows (unimo.md 4.7). The accuracy is the mean rightness
/// of the likeliest class.
[[nodiscard]] Loss softTargetLoss(const at::Tensor& logits, const at::Tensor& scores);

/// Products of every row with every other, [n, dim] x [m, dim] -> [n, m], in fp32 also under
/// autocast: divided by a small temperature, bf16 would be too coarse.
[[nodiscard]] at::Tensor similarities(const at::Tensor& a, const at::Tensor& b);

/// Symmetric in-batch CMCL (unimo.md 2.1; InfoNCE over the pairs of the step): picture i belongs
/// to text i. Vectors [n, dim], tau 0-d. The accuracy is R@1 within the step, both ways. With a
/// group the pairs of all its processes are compared; the loss is the mean over this one's.
[[nodiscard]] Loss contrastiveLoss(const at::Tensor& imageVectors, const at::Tensor& textVectors,
                                   const at::Tensor& temperature,
                                   const tensor::ProcessGroup* group = nullptr);

/// Joint matching over sets: scores [sets, candidates], the true text first in each (the softmax of
/// unimo.md 2.1 with one positive and its rewritten negatives).
[[nodiscard]] Loss matchingLoss(const at::Tensor& scores);

/// Circle loss of one positive against several negatives (unimo.md 4.4; official
/// src/finetune/retrieval.py): log(1 + sum exp(scale a_n (s_n - m)) exp(-scale a_p (s_p - (1 -
/// m)))), a_p = relu(1 + m - s_p) and a_n = relu(s_n + m) without gradient, in float64. Scores [n],
/// [n, k]; the accuracy is the share of positives above all their negatives.
[[nodiscard]] Loss circleLoss(const at::Tensor& positives, const at::Tensor& negatives,
                              double margin, double scale);

/// Squared error of standardised region features [n, dim] (unimo.md 2.2: sum over a region's
/// numbers), here their mean so that the weight does not depend on the feature's width.
[[nodiscard]] at::Tensor regionFeatureLoss(const at::Tensor& predicted, const at::Tensor& target);

/// Cross-entropy with the extractor's class distribution [n, classes] as soft label (unimo.md 2.2).
[[nodiscard]] Loss regionClassLoss(const at::Tensor& logits, const at::Tensor& distribution);

} // namespace unimo::objectives
