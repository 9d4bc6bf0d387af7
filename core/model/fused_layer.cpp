// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/fused_layer.h"

#include "core/tensor/detail/cpu_attention.h"
#include "core/tensor/detail/draw_dropout.h"
#include "core/tensor/detail/layer_operations.h"

#include <ATen/autocast_mode.h>

namespace unimo::model {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// What the products of the CPU are in.
at::ScalarType productType()
{
    return at::autocast::is_autocast_enabled(at::kCPU) ? at::autocast::get_autocast_dtype(at::kCPU)
                                                       : at::kFloat;
}

/// sum += a b, in place; the product in the type of a and b.
void addProduct(const at::Tensor& sum, const at::Tensor& a, const at::Tensor& b)
{
    if (a.scalar_type() == at::kFloat)
        sum.addmm_(a, b);
    else
        sum.add_(at::mm(a, b));
}

/// The gradient of a weight [out, in]: of its product's result [rows, out] and input [rows, in].
at::Tensor weightGradient(const at::Tensor& gradient, const at::Tensor& input)
{
    return at::mm(gradient.t(), input).to(at::kFloat);
}

/// The three dropouts of a layer.
struct Dropouts
{
    tensor::Dropout attention, attended, fed;
};

class FusedLayer : public torch::autograd::Function<FusedLayer>
{
public:
    /// weights: weight and bias of the parts in LayerWeights' order.
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x,
                              const at::Tensor& starts, const at::Tensor& prefix,
                              at::TensorList weights, const LayerRules& rules)
    {
        const at::ScalarType type = productType();
        const auto product = [&](const at::Tensor& in, size_t part) {
            return at::linear(in.to(type), weights[2 * part].to(type),
                              weights[2 * part + 1].to(type));
        };
        const Dropouts dropouts{tensor::drawDropout(rules.dropout),
                                tensor::drawDropout(rules.dropout),
                                tensor::drawDropout(rules.dropout)};
        const at::Tensor qkv = product(x, kQkv);
        const tensor::CpuAttended attention =
            tensor::cpuAttend(qkv.to(at::kFloat), starts, prefix, rules.heads, dropouts.attention);
        const at::Tensor attended = attention.out.to(type);
        const at::Tensor projected = product(attended, kOutput);
        const tensor::NormedSum middle =
            tensor::normedSum(x, projected, weights[2 * kAttentionNorm],
                              weights[2 * kAttentionNorm + 1], rules.epsilon, dropouts.attended);
        const at::Tensor inner = product(middle.out, kInner);
        const at::Tensor fed = product(tensor::geluOf(inner), kOuter);
        const tensor::NormedSum result =
            tensor::normedSum(middle.out, fed, weights[2 * kOutputNorm],
                              weights[2 * kOutputNorm + 1], rules.epsilon, dropouts.fed);

        variable_list saved{
            x,          starts,         prefix, qkv, attention.probabilities, attended, projected,
            middle.out, middle.moments, inner,  fed, result.moments};
        saved.insert(saved.end(), weights.begin(), weights.end());
        context->save_for_backward(std::move(saved));
        auto& numbers = context->saved_data;
        numbers["heads"] = rules.heads;
        numbers["rate"] = rules.dropout;
        numbers["attention"] = static_cast<int64_t>(dropouts.attention.seed);
        numbers["attended"] = static_cast<int64_t>(dropouts.attended.seed);
        numbers["fed"] = static_cast<int64_t>(dropouts.fed.seed);
        return result.out;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        auto& numbers = context->saved_data;
        const auto dropout = [&](const char* name) {
            return tensor::Dropout{static_cast<uint64_t>(numbers[name].toInt()),
                                   numbers["rate"].toDouble()};
        };
        const at::Tensor &x = saved[0], &qkv = saved[3], &projected = saved[6], &middle = saved[7],
                         &inner = saved[9], &fed = saved[10];
        const auto weight = [&](size_t part) { return saved[kSavedBefore + 2 * part]; };
        const at::ScalarType type = qkv.scalar_type();

        // Written into, so a copy: the gradient may be another node's as well.
        const auto fedNorm = tensor::normedSumBackward(
            gradients[0].to(at::kFloat).clone(at::MemoryFormat::Contiguous), middle, fed, saved[11],
            weight(kOutputNorm), dropout("fed"));
        const auto gelu =
            tensor::geluBackward(at::mm(fedNorm.branch, weight(kOuter).to(type)), inner);
        const at::Tensor outerWeight = weightGradient(fedNorm.branch, gelu.out);
        const at::Tensor innerWeight = weightGradient(gelu.x, middle.to(type));
        addProduct(fedNorm.x, gelu.x, weight(kInner).to(type));

        const auto norm = tensor::normedSumBackward(fedNorm.x, x, projected, saved[8],
                                                    weight(kAttentionNorm), dropout("attended"));
        const at::Tensor outputWeight = weightGradient(norm.branch, saved[5]);
        const at::Tensor qkvGradient = tensor::cpuAttendBackward(
            at::mm(norm.branch, weight(kOutput).to(type)).to(at::kFloat), qkv.to(at::kFloat),
            saved[4], saved[1], saved[2], numbers["heads"].toInt(), dropout("attention"));
        const at::Tensor qkvBias = qkvGradient.sum(0);
        const at::Tensor qkvProduct = qkvGradient.to(type);
        const at::Tensor qkvWeight = weightGradient(qkvProduct, x.to(type));
        addProduct(norm.x, qkvProduct, weight(kQkv).to(type));

        return {norm.x,
                {},
                {},
                qkvWeight,
                qkvBias,
                outputWeight,
                norm.branchColumns,
                norm.scale,
                norm.shift,
                innerWeight,
                gelu.xColumns,
                outerWeight,
                fedNorm.branchColumns,
                fedNorm.scale,
                fedNorm.shift,
                {}};
    }

private:
    enum Part : size_t { kQkv, kOutput, kAttentionNorm, kInner, kOuter, kOutputNorm };
    static constexpr size_t kSavedBefore = 12;
};

} // namespace

at::Tensor fusedLayer(const at::Tensor& x, const tensor::AttentionPlan& plan,
                      const LayerWeights& weights, const LayerRules& rules)
{
    const variable_list list{weights.qkv.weight,           weights.qkv.bias,
                             weights.output.weight,        weights.output.bias,
                             weights.attentionNorm.weight, weights.attentionNorm.bias,
                             weights.inner.weight,         weights.inner.bias,
                             weights.outer.weight,         weights.outer.bias,
                             weights.outputNorm.weight,    weights.outputNorm.bias};
    return FusedLayer::apply(x.contiguous(), plan.starts, plan.prefix, at::TensorList(list), rules);
}

} // namespace unimo::model
