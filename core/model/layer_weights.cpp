// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/layer_weights.h"

#include <ATen/autocast_mode.h>

namespace unimo::model {
namespace {

using torch::autograd::variable_list;

variable_list castTogether(at::TensorList tensors, at::ScalarType type)
{
    variable_list cast;
    cast.reserve(tensors.size());
    for (const at::Tensor& tensor : tensors)
        cast.push_back(at::empty_like(tensor, tensor.options().dtype(type)));
    at::_foreach_copy_(cast, tensors);
    return cast;
}

class CastTogether : public torch::autograd::Function<CastTogether>
{
public:
    static variable_list forward(torch::autograd::AutogradContext* context, at::TensorList tensors,
                                 at::ScalarType type)
    {
        context->saved_data["type"] = static_cast<int64_t>(tensors.front().scalar_type());
        return castTogether(tensors, type);
    }
    static variable_list backward(torch::autograd::AutogradContext* context,
                                  const variable_list& gradients)
    {
        const auto type = static_cast<at::ScalarType>(context->saved_data["type"].toInt());
        variable_list result = castTogether(gradients, type);
        result.emplace_back(); // none for the type
        return result;
    }
};

/// In a fixed order.
std::array<LayerWeights::Affine LayerWeights::*, 6> parts()
{
    return {&LayerWeights::qkv,   &LayerWeights::output, &LayerWeights::attentionNorm,
            &LayerWeights::inner, &LayerWeights::outer,  &LayerWeights::outputNorm};
}

} // namespace

at::ScalarType stateType(const at::Device& device)
{
    if (device.is_cuda() && at::autocast::is_autocast_enabled(at::kCUDA))
        return at::autocast::get_autocast_dtype(at::kCUDA);
    return at::kFloat;
}

LayerWeights LayerWeights::to(at::ScalarType type) const
{
    if (qkv.weight.scalar_type() == type)
        return *this;
    variable_list all;
    for (const auto part : parts())
        for (const at::Tensor& tensor : {(this->*part).weight, (this->*part).bias})
            all.push_back(tensor);
    const variable_list cast = CastTogether::apply(at::TensorList(all), type);
    LayerWeights result;
    for (size_t i = 0; i < parts().size(); ++i)
        result.*parts()[i] = {cast[2 * i], cast[2 * i + 1]};
    return result;
}

at::Tensor affine(const at::Tensor& x, const LayerWeights::Affine& weights)
{
    return at::linear(x, weights.weight, weights.bias);
}

at::Tensor layerNorm(const at::Tensor& x, const LayerWeights::Affine& weights, double epsilon)
{
    const auto norm = [&] {
        return at::layer_norm(x, {x.size(-1)}, weights.weight, weights.bias, epsilon);
    };
    if (x.scalar_type() == at::kFloat)
        return norm();
    const c10::impl::ExcludeDispatchKeyGuard asItIs(c10::autocast_dispatch_keyset);
    return norm();
}

} // namespace unimo::model
