// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/objectives/detail/adversarial.h"

#include "core/base/random.h"

#include <torch/torch.h>

#include <cmath>

namespace unimo::objectives {
namespace {

/// Length of each sample's part of `rows`: [samples, 1].
at::Tensor norms(const at::Tensor& values, const PerturbedRows& rows)
{
    const at::Tensor squares = at::zeros({rows.samples}, values.options())
                                   .index_add(0, rows.owners, values.square().sum(1));
    return squares.sqrt().clamp_min(1e-12).unsqueeze(1);
}

/// One ascent along the gradient.
at::Tensor ascended(const at::Tensor& delta, const at::Tensor& gradient, const PerturbedRows& rows,
                    const AdversarialOptions& options)
{
    const torch::NoGradGuard noGrad;
    const at::Tensor length = norms(gradient, rows);
    at::Tensor moved =
        delta.detach() + options.rate * gradient / length.index_select(0, rows.owners);
    if (options.maxNorm > 0) {
        const at::Tensor held = options.gradientNorm ? length : norms(moved, rows);
        const at::Tensor factor = (options.maxNorm / held).clamp_max(1.0);
        moved = moved * factor.index_select(0, rows.owners);
    }
    return moved;
}

} // namespace

at::Tensor startDelta(const PerturbedRows& rows, double start, const std::vector<uint64_t>& seeds)
{
    const at::Tensor counts = at::bincount(rows.owners.cpu(), {}, rows.samples).to(at::kFloat);
    const at::Tensor bound =
        start / (counts.clamp_min(1) * static_cast<double>(rows.width)).sqrt().unsqueeze(1);
    // Drawn on the CPU, so that a seed means the same everywhere.
    std::vector<Random> randoms;
    for (const uint64_t seed : seeds)
        randoms.emplace_back(seed);
    const at::Tensor owners = rows.owners.cpu();
    const at::Tensor drawn = at::empty({owners.size(0), rows.width}, at::kFloat);
    auto* value = drawn.mutable_data_ptr<float>();
    for (int64_t row = 0; row < owners.size(0); ++row) {
        Random& random = randoms.at(static_cast<size_t>(owners.const_data_ptr<int64_t>()[row]));
        for (int64_t i = 0; i < rows.width; ++i)
            *value++ = static_cast<float>(random.uniform(-1, 1));
    }
    return (drawn * bound.index_select(0, owners)).to(rows.owners.device());
}

at::Tensor symmetricKl(const at::Tensor& a, const at::Tensor& b)
{
    const at::Tensor p = at::log_softmax(a.to(at::kFloat), 1);
    const at::Tensor q = at::log_softmax(b.to(at::kFloat), 1);
    return ((p.exp() - q.exp()) * (p - q)).sum(1).mean();
}

at::Tensor adversarialBackward(const AdversarialForward& forward, Deltas& deltas,
                               const PerturbedRows& text, const PerturbedRows& features,
                               const AdversarialOptions& options,
                               const std::function<void()>& beforeLast)
{
    struct Side
    {
        at::Tensor Deltas::*delta;
        const PerturbedRows& rows;
    };
    const Side sides[] = {{&Deltas::text, text}, {&Deltas::features, features}};
    at::Tensor total;
    for (int64_t k = 0; k < options.steps; ++k) {
        const AdversarialPass clean = forward({});
        at::Tensor losses = options.cleanLoss ? clean.loss : at::zeros_like(clean.loss);
        at::Tensor divergence = at::zeros_like(clean.loss);
        for (const Side& side : sides) {
            at::Tensor& delta = deltas.*side.delta;
            if (!delta.defined())
                continue;
            delta = delta.detach().requires_grad_();
            Deltas one;
            one.*side.delta = delta;
            const AdversarialPass moved = forward(one);
            losses = losses + moved.loss;
            for (size_t i = 0; i < clean.predictions.size(); ++i)
                divergence = divergence +
                             clean.predictions[i].share * symmetricKl(moved.predictions[i].logits,
                                                                      clean.predictions[i].logits);
        }
        const at::Tensor loss =
            losses / static_cast<double>(options.steps) + options.klWeight * divergence;
        if (beforeLast && k + 1 == options.steps)
            beforeLast();
        loss.backward();
        total = total.defined() ? total + loss.detach() : loss.detach();
        for (const Side& side : sides) {
            at::Tensor& delta = deltas.*side.delta;
            if (delta.defined() && delta.grad().defined())
                delta = ascended(delta, delta.grad(), side.rows, options);
        }
    }
    return total;
}

} // namespace unimo::objectives
