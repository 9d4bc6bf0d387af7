// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/optimizer.h"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adamw.h>

#include <algorithm>

namespace unimo::train {
namespace {

/// Parameters, and the stretches of processes, begin at multiples of this in the row of all, so
/// that vector instructions find their elements aligned.
constexpr int64_t kAlignment = 64;
/// Elements that are gathered from each process at once: 16 MiB.
constexpr int64_t kPiece = 4 << 20;

int64_t roundedUp(int64_t count)
{
    return (count + kAlignment - 1) / kAlignment * kAlignment;
}

/// Elements of a parameter, or of its gradient, as a row.
at::Tensor elements(const at::Tensor& tensor, int64_t begin, int64_t count)
{
    return tensor.detach().view({-1}).narrow(0, begin, count);
}

} // namespace

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
                     const OptimizerOptions& options,
                     std::shared_ptr<const tensor::ProcessGroup> group)
    : options_(options), group_(std::move(group))
{
    for (const double factor : {1.0, options.headMultiplier})
        for (const double decay : {options.weightDecay, 0.0})
            kinds_.push_back({factor, decay});
    int64_t all = 0;
    for (const auto& [name, parameter] : parameters) {
        if (!parameter.requires_grad())
            continue;
        const bool decayed = parameter.dim() >= 2;
        Slot slot;
        slot.name = name;
        slot.parameter = parameter;
        slot.kind = (isNewPart(name) ? 2U : 0U) + (decayed ? 0U : 1U);
        slot.first = all;
        slot.steps = at::zeros({}, parameter.options().dtype(at::kFloat));
        all += roundedUp(parameter.numel());
        slots_.push_back(std::move(slot));
    }
    if (slots_.empty())
        return;
    const int64_t processes = group_ ? group_->rank().count : 1;
    stretch_ = roundedUp((all + processes - 1) / processes);
    own_ = group_ ? group_->rank().index * stretch_ : 0;
    moments_ = at::zeros({stretch_}, slots_.front().parameter.options().dtype(at::kFloat));
    squares_ = at::zeros_like(moments_);
    for (Slot& slot : slots_) {
        const int64_t first = std::max(own_, slot.first);
        const int64_t last = std::min(own_ + stretch_, slot.first + slot.parameter.numel());
        slot.begin = std::max<int64_t>(0, first - slot.first);
        slot.count = std::max<int64_t>(0, last - first);
        if (slot.count == 0)
            slot.begin = 0;
        const int64_t place = slot.count > 0 ? first - own_ : 0;
        slot.moment = moments_.narrow(0, place, slot.count);
        slot.square = squares_.narrow(0, place, slot.count);
    }
}

at::Tensor Optimizer::step(double learningRate)
{
    const torch::NoGradGuard noGrad;
    std::vector<at::Tensor> all;
    for (const Slot& slot : slots_)
        if (slot.parameter.grad().defined())
            all.push_back(slot.parameter.grad());
    if (all.empty())
        return at::zeros({});
    const at::Tensor norm = at::linalg_vector_norm(at::stack(at::_foreach_norm(all, 2)));
    update(learningRate, norm);
    if (group_)
        exchange();
    return norm;
}

void Optimizer::update(double learningRate, const at::Tensor& norm)
{
    std::vector<at::Tensor> counted;
    for (size_t kind = 0; kind < kinds_.size(); ++kind) {
        std::vector<at::Tensor> parameters, gradients, moments, squares, steps;
        for (const Slot& slot : slots_) {
            if (slot.kind != kind || !slot.parameter.grad().defined())
                continue;
            counted.push_back(slot.steps);
            if (slot.count == 0)
                continue;
            parameters.push_back(elements(slot.parameter, slot.begin, slot.count));
            gradients.push_back(
                elements(slot.parameter.grad().contiguous(), slot.begin, slot.count));
            moments.push_back(slot.moment);
            squares.push_back(slot.square);
            steps.push_back(slot.steps);
        }
        if (!counted.empty())
            at::_foreach_add_(counted, 1);
        counted.clear();
        if (parameters.empty())
            continue;
        if (options_.clip > 0)
            at::_foreach_mul_(gradients, (options_.clip / (norm + 1e-6)).clamp_max(1.0));
        at::_fused_adamw_(parameters, gradients, moments, squares, {}, steps,
                          learningRate * kinds_[kind].rateFactor, options_.beta1, options_.beta2,
                          kinds_[kind].weightDecay, options_.epsilon, /*amsgrad=*/false,
                          /*maximize=*/false);
    }
}

template <typename Call>
void Optimizer::between(int64_t first, int64_t last, const Call& call) const
{
    for (const Slot& slot : slots_) {
        const int64_t from = std::max(first, slot.first);
        const int64_t to = std::min(last, slot.first + slot.parameter.numel());
        if (from < to)
            call(slot, from - slot.first, to - from, from - first);
    }
}

template <typename From, typename Into>
void Optimizer::gatherStretches(const From& from, const Into& into) const
{
    const int64_t processes = group_->rank().count;
    for (int64_t done = 0; done < stretch_; done += kPiece) {
        const int64_t count = std::min(kPiece, stretch_ - done);
        const at::Tensor own = from(done, count);
        const at::Tensor all = at::empty({processes * count}, own.options());
        group_->gather(all, own);
        for (int64_t p = 0; p < processes; ++p)
            into(p * stretch_ + done, all.narrow(0, p * count, count));
    }
}

/// The new values of all processes' elements, to all.
void Optimizer::exchange()
{
    gatherStretches(
        [&](int64_t done, int64_t count) {
            at::Tensor own = at::empty({count}, moments_.options());
            between(own_ + done, own_ + done + count,
                    [&](const Slot& slot, int64_t begin, int64_t length, int64_t place) {
                        own.narrow(0, place, length).copy_(elements(slot.parameter, begin, length));
                    });
            return own;
        },
        [&](int64_t first, const at::Tensor& values) {
            if (first >= own_ && first < own_ + stretch_)
                return;
            between(
                first, first + values.size(0),
                [&](const Slot& slot, int64_t begin, int64_t length, int64_t place) {
                    elements(slot.parameter, begin, length).copy_(values.narrow(0, place, length));
                });
        });
}

void Optimizer::zeroGradients()
{
    for (Slot& slot : slots_)
        slot.parameter.mutable_grad() = at::Tensor();
}

tensor::TensorMap Optimizer::state() const
{
    if (group_)
        return gatheredState();
    tensor::TensorMap state;
    for (const Slot& slot : slots_) {
        state[slot.name + "/moment"] = slot.moment.view(slot.parameter.sizes());
        state[slot.name + "/square"] = slot.square.view(slot.parameter.sizes());
        state[slot.name + "/steps"] = slot.steps;
    }
    return state;
}

tensor::TensorMap Optimizer::gatheredState() const
{
    const torch::NoGradGuard noGrad;
    tensor::TensorMap state;
    for (const auto& [suffix, own] : {std::pair{"/moment", moments_}, {"/square", squares_}}) {
        if (group_->leads())
            for (const Slot& slot : slots_)
                state[slot.name + suffix] = at::empty(slot.parameter.sizes(), at::kFloat);
        gatherStretches(
            [&](int64_t done, int64_t count) { return own.narrow(0, done, count); },
            [&](int64_t first, const at::Tensor& values) {
                if (!group_->leads())
                    return;
                between(first, first + values.size(0),
                        [&](const Slot& slot, int64_t begin, int64_t length, int64_t place) {
                            elements(state[slot.name + suffix], begin, length)
                                .copy_(values.narrow(0, place, length));
                        });
            });
    }
    if (group_->leads())
        for (const Slot& slot : slots_)
            state[slot.name + "/steps"] = slot.steps;
    return state;
}

Status Optimizer::restore(const tensor::TensorMap& state)
{
    const torch::NoGradGuard noGrad;
    for (Slot& slot : slots_) {
        const auto restored = [&](const char* suffix, at::IntArrayRef shape) {
            const auto found = state.find(slot.name + suffix);
            if (found == state.end() || found->second.sizes() != shape)
                throw ErrorException(
                    {ErrorKind::Data,
                     "optimizer state " + slot.name + suffix + " is missing or misshapen",
                     {},
                     "resume from another checkpoint"});
            return found->second;
        };
        try {
            const at::IntArrayRef shape = slot.parameter.sizes();
            slot.moment.copy_(elements(restored("/moment", shape), slot.begin, slot.count));
            slot.square.copy_(elements(restored("/square", shape), slot.begin, slot.count));
            slot.steps.copy_(restored("/steps", {}));
        } catch (const ErrorException& error) {
            return error.error();
        }
    }
    return {};
}

} // namespace unimo::train
