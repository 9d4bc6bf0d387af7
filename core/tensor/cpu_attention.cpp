// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/cpu_attention.h"

#include "core/tensor/detail/attention_kernel.h"
#include "core/tensor/detail/draw_dropout.h"

#include <torch/torch.h>

namespace unimo::tensor {
namespace {

/// Sequences, read from the two small tensors that autograd keeps for the backward pass.
struct Sequences
{
    const int32_t* starts;
    const int32_t* prefix;
    int64_t count;
    int64_t heads;
    int64_t hidden;
    std::vector<int64_t> probabilityOffset; ///< of each sequence's [heads, length, length] block

    Sequences(const at::Tensor& startsTensor, const at::Tensor& prefixTensor, int64_t headCount,
              int64_t hiddenWidth)
        : starts(startsTensor.const_data_ptr<int32_t>()),
          prefix(prefixTensor.const_data_ptr<int32_t>()), count(prefixTensor.size(0)),
          heads(headCount), hidden(hiddenWidth), probabilityOffset{0}
    {
        for (int64_t b = 0; b < count; ++b) {
            const int64_t length = starts[b + 1] - starts[b];
            probabilityOffset.push_back(probabilityOffset.back() + heads * length * length);
        }
    }

    /// Runs body(shape of the head, offset of its probabilities) over everything, in parallel.
    template <typename Body>
    void forEachHead(const Body& body) const
    {
        const int64_t width = hidden / heads;
        at::parallel_for(0, count * heads, heads, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) {
                const int64_t b = i / heads;
                const int64_t head = i % heads;
                const int64_t length = starts[b + 1] - starts[b];
                const int64_t offset =
                    probabilityOffset[static_cast<size_t>(b)] + head * length * length;
                body(HeadShape{starts[b], length, prefix[b], width, hidden, head * width,
                               static_cast<uint32_t>(offset)},
                     offset);
            }
        });
    }
};

class PackedAttention : public torch::autograd::Function<PackedAttention>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input,
                              const at::Tensor& starts, const at::Tensor& prefix, int64_t heads,
                              double rate)
    {
        const Dropout dropout = drawDropout(rate);
        const at::Tensor qkv = input.to(at::kFloat).contiguous();
        const CpuAttended attended = cpuAttend(qkv, starts, prefix, heads, dropout);
        context->save_for_backward({qkv, attended.probabilities, starts, prefix});
        context->saved_data["heads"] = heads;
        context->saved_data["seed"] = static_cast<int64_t>(dropout.seed);
        context->saved_data["rate"] = dropout.rate;
        return attended.out.to(input.scalar_type());
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        auto& numbers = context->saved_data;
        const Dropout dropout{static_cast<uint64_t>(numbers["seed"].toInt()),
                              numbers["rate"].toDouble()};
        const at::Tensor gradientQkv =
            cpuAttendBackward(gradients[0].to(at::kFloat).contiguous(), saved[0], saved[1],
                              saved[2], saved[3], numbers["heads"].toInt(), dropout);
        return {gradientQkv.to(gradients[0].scalar_type()), {}, {}, {}, {}};
    }
};

} // namespace

CpuAttended cpuAttend(const at::Tensor& qkv, const at::Tensor& starts, const at::Tensor& prefix,
                      int64_t heads, const Dropout& dropout)
{
    const int64_t hidden = qkv.size(1) / 3;
    const Sequences sequences(starts, prefix, heads, hidden);
    CpuAttended attended{at::empty({qkv.size(0), hidden}, qkv.options()),
                         at::empty({sequences.probabilityOffset.back()}, qkv.options())};
    const auto* in = qkv.const_data_ptr<float>();
    auto* out = attended.out.mutable_data_ptr<float>();
    auto* probabilities = attended.probabilities.mutable_data_ptr<float>();
    sequences.forEachHead([&](const HeadShape& shape, int64_t offset) {
        attendForward(shape, in, dropout, out, probabilities + offset);
    });
    return attended;
}

at::Tensor cpuAttendBackward(const at::Tensor& gradient, const at::Tensor& qkv,
                             const at::Tensor& probabilities, const at::Tensor& starts,
                             const at::Tensor& prefix, int64_t heads, const Dropout& dropout)
{
    const Sequences sequences(starts, prefix, heads, qkv.size(1) / 3);
    at::Tensor gradientQkv = at::empty_like(qkv);
    const auto* in = qkv.const_data_ptr<float>();
    const auto* p = probabilities.const_data_ptr<float>();
    const auto* g = gradient.const_data_ptr<float>();
    auto* out = gradientQkv.mutable_data_ptr<float>();
    sequences.forEachHead([&](const HeadShape& shape, int64_t offset) {
        attendBackward(shape, in, dropout, p + offset, g, out);
    });
    return gradientQkv;
}

at::Tensor cpuAttention(const at::Tensor& qkv, const AttentionPlan& plan, int64_t heads,
                        double dropout)
{
    return PackedAttention::apply(qkv, plan.starts, plan.prefix, heads, dropout);
}

} // namespace unimo::tensor
