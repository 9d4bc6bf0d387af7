// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/optimizer.h"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adamw.h>

namespace unimo::train {

bool isNewPart(const std::string& name)
{
    for (const char* part :
         {"heads.", "model.embeddings.feature", "model.embeddings.location",
          "model.embeddings.visual_norm", "model.text_pooler", "model.image_pooler", "model.head_"})
        if (name.starts_with(part))
            return true;
    return false;
}

Optimizer::Optimizer(const std::vector<std::pair<std::string, at::Tensor>>& parameters,
                     const OptimizerOptions& options)
    : options_(options)
{
    for (const double factor : {1.0, options.headMultiplier})
        for (const double decay : {options.weightDecay, 0.0})
            groups_.push_back({factor, decay, {}});
    for (const auto& [name, parameter] : parameters) {
        if (!parameter.requires_grad())
            continue;
        const bool decayed = parameter.dim() >= 2;
        Group& group = groups_[(isNewPart(name) ? 2U : 0U) + (decayed ? 0U : 1U)];
        group.slots.push_back({name, parameter, at::zeros_like(parameter, at::kFloat),
                               at::zeros_like(parameter, at::kFloat),
                               at::zeros({}, parameter.options().dtype(at::kFloat))});
    }
}

at::Tensor Optimizer::step(double learningRate)
{
    const torch::NoGradGuard noGrad;
    std::vector<at::Tensor> all;
    for (const Group& group : groups_)
        for (const Slot& slot : group.slots)
            if (slot.parameter.grad().defined())
                all.push_back(slot.parameter.grad());
    if (all.empty())
        return at::zeros({});
    at::Tensor norm = at::linalg_vector_norm(at::stack(at::_foreach_norm(all, 2)));
    if (options_.clip > 0)
        at::_foreach_mul_(all, (options_.clip / (norm + 1e-6)).clamp_max(1.0));
    for (const Group& group : groups_) {
        std::vector<at::Tensor> parameters, gradients, moments, squares, steps;
        for (const Slot& slot : group.slots) {
            if (!slot.parameter.grad().defined())
                continue;
            parameters.push_back(slot.parameter);
            gradients.push_back(slot.parameter.grad());
            moments.push_back(slot.moment);
            squares.push_back(slot.square);
            steps.push_back(slot.steps);
        }
        if (parameters.empty())
            continue;
        at::_foreach_add_(steps, 1);
        at::_fused_adamw_(parameters, gradients, moments, squares, {}, steps,
                          learningRate * group.rateFactor, options_.beta1, options_.beta2,
                          group.weightDecay, options_.epsilon, /*amsgrad=*/false,
                          /*maximize=*/false);
    }
    return norm;
}

void Optimizer::zeroGradients()
{
    for (Group& group : groups_)
        for (Slot& slot : group.slots)
            slot.parameter.mutable_grad() = at::Tensor();
}

tensor::TensorMap Optimizer::state() const
{
    tensor::TensorMap state;
    for (const Group& group : groups_)
        for (const Slot& slot : group.slots) {
            state[slot.name + "/moment"] = slot.moment;
            state[slot.name + "/square"] = slot.square;
            state[slot.name + "/steps"] = slot.steps;
        }
    return state;
}

Status Optimizer::restore(const tensor::TensorMap& state)
{
    const torch::NoGradGuard noGrad;
    for (auto& [name, place] : this->state()) {
        const auto found = state.find(name);
        if (found == state.end() || found->second.sizes() != place.sizes())
            return Error{ErrorKind::Data,
                         "optimizer state " + name + " is missing or misshapen",
                         {},
                         "resume from another checkpoint"};
        at::Tensor(place).copy_(found->second);
    }
    return {};
}

} // namespace unimo::train
