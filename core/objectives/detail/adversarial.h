// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace unimo::objectives {

/// VILLA's adversarial training as UNIMO's fine-tuning has it (unimo.md 4.5, 4.6; official
/// src/finetune/visual_entailment.py).
struct AdversarialOptions
{
    int64_t steps = 4;        ///< K, ascents a step
    double rate = 0.05;       ///< length of an ascent
    double start = 0.4;       ///< size of the first perturbation
    double maxNorm = 0.4;     ///< of a sample's perturbation; 0: not held
    double klWeight = 1;      ///< of the symmetric KL between clean and perturbed predictions
    bool cleanLoss = true;    ///< the loss of the unperturbed pass counts, too
    bool gradientNorm = true; ///< the official quirk: held by the gradient's norm, not by its own
};

/// Softmax predictions that a perturbed pass should share.
struct Prediction
{
    at::Tensor logits; ///< [n, classes]
    double share = 1;  ///< of these rows in the mean over all processes
};

/// What one pass gives. Over all processes the sum of the losses is that of the whole step.
struct AdversarialPass
{
    at::Tensor loss; ///< 0-d
    std::vector<Prediction> predictions;
};

/// One kind of inputs, [rows, width]: each row belongs to a sample.
struct PerturbedRows
{
    at::Tensor owners; ///< int64 [rows], samples from 0
    int64_t samples = 0;
    int64_t width = 0;
};

/// Perturbations of words and of region features; undefined: none.
struct Deltas
{
    at::Tensor text;
    at::Tensor features;
};

/// Runs the model with these perturbations added to its inputs.
using AdversarialForward = std::function<AdversarialPass(const Deltas& deltas)>;

/// Uniform in +-start / sqrt(rows of the sample * width): [rows, width], float. Each sample's are
/// drawn by a seed of its own, so that they are the same in whichever process it lies.
[[nodiscard]] at::Tensor startDelta(const PerturbedRows& rows, double start,
                                    const std::vector<uint64_t>& seeds);

/// Mean over rows of KL(p || q) + KL(q || p), p and q the softmax of the two, in fp32: 0-d.
[[nodiscard]] at::Tensor symmetricKl(const at::Tensor& a, const at::Tensor& b);

/// K times: a clean pass, one with perturbed words, one with perturbed features; their losses
/// divided by K, and the KL of both against the clean one; the gradients go to the parameters and
/// move the perturbations, sample by sample. Calls beforeLast (if any) before the last backward.
/// Starts from these deltas (an undefined one is left out) and leaves the last ones in them.
/// Gradients of the whole are on the parameters after it. Returns the loss, summed over the K, 0-d
/// and detached.
at::Tensor adversarialBackward(const AdversarialForward& forward, Deltas& deltas,
                               const PerturbedRows& text, const PerturbedRows& features,
                               const AdversarialOptions& options,
                               const std::function<void()>& beforeLast = nullptr);

} // namespace unimo::objectives
