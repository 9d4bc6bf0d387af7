// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/plain_encoder.h"

#include <cmath>
#include <limits>

namespace unimo::model {
namespace {

/// Added to the scores: 0 where a token may look, else minus infinity. [tokens, tokens]
at::Tensor maskOf(const tensor::PackedLayout& layout, const at::TensorOptions& options)
{
    const at::Tensor place = at::arange(layout.tokens(), options.dtype(at::kLong));
    const at::Tensor before = place.unsqueeze(0).le(place.unsqueeze(1));
    const at::Tensor inPrefix = place.lt(layout.prefix.front()).unsqueeze(0);
    const at::Tensor hidden = before.logical_or(inPrefix).logical_not();
    return at::zeros(hidden.sizes(), options)
        .masked_fill_(hidden, -std::numeric_limits<double>::infinity());
}

at::Tensor layerPlain(EncoderLayerImpl& layer, const at::Tensor& x, const at::Tensor& mask,
                      int64_t heads, at::Tensor& attention)
{
    const int64_t tokens = x.size(0);
    const int64_t hidden = x.size(1);
    const int64_t width = hidden / heads;
    const auto parts = layer.qkv(x).chunk(3, 1);
    const auto split = [&](const at::Tensor& t) {
        return t.view({tokens, heads, width}).transpose(0, 1);
    };
    const at::Tensor scores =
        at::matmul(split(parts[0].contiguous()), split(parts[1].contiguous()).transpose(1, 2)) /
        std::sqrt(static_cast<double>(width));
    attention = at::softmax(scores + mask, -1);
    const at::Tensor attended = at::matmul(attention, split(parts[2].contiguous()))
                                    .transpose(0, 1)
                                    .reshape({tokens, hidden});
    const at::Tensor middle = layer.attentionNorm(x + layer.output(attended));
    return layer.outputNorm(middle + layer.outer(at::gelu(layer.inner(middle))));
}

} // namespace

PlainPass encodePlain(UnimoModel& model, const tensor::PackedLayout& layout,
                      const at::Tensor& inputs)
{
    TORCH_CHECK(layout.sequences() == 1, "one sequence at a time");
    const at::Tensor mask = maskOf(layout, inputs.options().requires_grad(false));
    PlainPass pass{inputs, {}};
    for (const auto& layer : *model->layers) {
        at::Tensor attention;
        pass.states = layerPlain(*layer->as<EncoderLayer>(), pass.states, mask,
                                 model->config().heads, attention);
        pass.attention.push_back(attention.detach());
    }
    return pass;
}

at::Tensor attentionRollout(const std::vector<at::Tensor>& attention)
{
    at::Tensor reached = at::eye(attention.front().size(1), attention.front().options());
    const at::Tensor self = reached;
    for (const at::Tensor& layer : attention)
        reached = at::matmul(0.5 * layer.mean(0) + 0.5 * self, reached);
    return reached;
}

} // namespace unimo::model
