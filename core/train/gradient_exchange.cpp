// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/gradient_exchange.h"

#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

namespace unimo::train {

/// Is called when backward has added all there is to a parameter's gradient.
class GradientExchange::Hook final : public torch::autograd::PostAccumulateGradHook
{
public:
    Hook(GradientExchange& exchange, size_t slot) : exchange_(exchange), slot_(slot) {}
    void operator()(const torch::autograd::Variable& /*parameter*/) override
    {
        exchange_.ready(slot_);
    }

private:
    GradientExchange& exchange_;
    size_t slot_;
};

GradientExchange::GradientExchange(
    std::shared_ptr<const tensor::ProcessGroup> group,
    const std::vector<std::pair<std::string, at::Tensor>>& parameters, int64_t bucketBytes)
    : group_(std::move(group))
{
    std::vector<int64_t> sizes;
    // Backward reaches the last layers first.
    for (auto it = parameters.rbegin(); it != parameters.rend(); ++it) {
        const at::Tensor& parameter = it->second;
        if (!parameter.requires_grad())
            continue;
        if (sizes.empty() || sizes.back() * static_cast<int64_t>(sizeof(float)) >= bucketBytes) {
            sizes.push_back(0);
            buckets_.emplace_back();
        }
        slots_.push_back({parameter, sizes.size() - 1, sizes.back()});
        sizes.back() += parameter.numel();
        ++buckets_.back().slots;
    }
    const auto options =
        at::TensorOptions(at::kFloat)
            .device(slots_.empty() ? at::kCPU
                                   : group_->placeFor(slots_.front().parameter.device()));
    for (size_t b = 0; b < buckets_.size(); ++b)
        buckets_[b].sums = at::empty({sizes[b]}, options);
    for (size_t s = 0; s < slots_.size(); ++s)
        torch::autograd::impl::set_post_acc_grad_hooks(slots_[s].parameter,
                                                       std::make_unique<Hook>(*this, s));
}

GradientExchange::~GradientExchange()
{
    for (const Slot& slot : slots_)
        torch::autograd::impl::set_post_acc_grad_hooks(slot.parameter, nullptr);
}

at::Tensor GradientExchange::placeOf(const Slot& slot) const
{
    return buckets_[slot.bucket]
        .sums.narrow(0, slot.first, slot.parameter.numel())
        .view(slot.parameter.sizes());
}

void GradientExchange::begin()
{
    for (Slot& slot : slots_)
        slot.ready = false;
    for (Bucket& bucket : buckets_) {
        bucket.waiting = bucket.slots;
        bucket.wait = nullptr;
        // Of its own in each step: gradients of the former one may still look into the last.
        bucket.sums = at::empty_like(bucket.sums);
    }
    nextBucket_ = 0;
    open_ = true;
}

void GradientExchange::ready(size_t slot)
{
    if (!open_)
        return;
    const torch::NoGradGuard noGrad;
    Slot& done = slots_[slot];
    placeOf(done).copy_(done.parameter.grad());
    done.ready = true;
    --buckets_[done.bucket].waiting;
    sendFull();
}

void GradientExchange::sendFull()
{
    for (; nextBucket_ < buckets_.size() && buckets_[nextBucket_].waiting == 0; ++nextBucket_) {
        Bucket& bucket = buckets_[nextBucket_];
        bucket.wait = group_->sumLater(bucket.sums);
    }
}

void GradientExchange::finish()
{
    const torch::NoGradGuard noGrad;
    open_ = false;
    at::Tensor used = at::zeros({static_cast<int64_t>(slots_.size())}, at::kInt);
    auto* flags = used.mutable_data_ptr<int32_t>();
    for (size_t s = 0; s < slots_.size(); ++s) {
        Slot& slot = slots_[s];
        const at::Tensor& gradient = slot.parameter.grad();
        flags[s] = gradient.defined() ? 1 : 0;
        if (slot.ready)
            continue;
        if (gradient.defined()) // of a former backward alone
            placeOf(slot).copy_(gradient);
        else
            placeOf(slot).zero_();
        --buckets_[slot.bucket].waiting;
    }
    sendFull();
    group_->sum(used);
    for (Bucket& bucket : buckets_)
        bucket.wait();
    for (size_t s = 0; s < slots_.size(); ++s)
        if (flags[s] > 0) {
            Slot& slot = slots_[s];
            slot.parameter.mutable_grad() =
                placeOf(slot).to(slot.parameter.options().requires_grad(false));
        }
}

} // namespace unimo::train
