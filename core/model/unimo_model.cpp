// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/unimo_model.h"

#include "core/model/detail/fused_layer.h"
#include "core/model/detail/recomputed.h"
#include "core/tensor/detail/to_device.h"

#include <cmath>

namespace unimo::model {
namespace {

// Of a dialogue: two speakers and the passage; the newest turns (unimo.md 1.2, 4.3).
constexpr int64_t kRoles = 3;
constexpr int64_t kTurns = 16;

torch::nn::LayerNorm newNorm(const UnimoConfig& config)
{
    return torch::nn::LayerNorm(
        torch::nn::LayerNormOptions({config.hidden}).eps(config.normEpsilon));
}

} // namespace

PackedBatch PackedBatch::to(const at::Device& device) const
{
    PackedBatch moved = *this;
    for (at::Tensor PackedBatch::*member :
         {&PackedBatch::tokens, &PackedBatch::roles, &PackedBatch::turns, &PackedBatch::positions,
          &PackedBatch::textRows, &PackedBatch::features, &PackedBatch::locations,
          &PackedBatch::visualMasked, &PackedBatch::visualRows})
        moved.*member = tensor::toDevice(this->*member, device);
    if (device.is_cuda())
        moved.plan = std::make_shared<const tensor::AttentionPlan>(layout, device);
    return moved;
}

EmbeddingsImpl::EmbeddingsImpl(const UnimoConfig& config)
    : dropout_(config.dropout), featureDropout_(config.featureDropout)
{
    word = register_module("word", torch::nn::Embedding(config.vocabulary, config.hidden));
    position =
        register_module("position", torch::nn::Embedding(config.maxPositions, config.hidden));
    if (config.dialogue) {
        role = register_module("role", torch::nn::Embedding(kRoles, config.hidden));
        turn = register_module("turn", torch::nn::Embedding(kTurns, config.hidden));
    }
    textNorm = register_module("text_norm", newNorm(config));
    feature = register_module("feature", torch::nn::Linear(config.featureDim, config.hidden));
    location = register_module("location", torch::nn::Linear(5, config.hidden));
    visualNorm = register_module("visual_norm", newNorm(config));
    featureMean = register_buffer("feature_mean", torch::zeros({config.featureDim}));
    featureScale = register_buffer("feature_scale", torch::ones({config.featureDim}));
}

at::Tensor EmbeddingsImpl::textSum(const at::Tensor& ids, const at::Tensor& positions,
                                   const at::Tensor& roles, const at::Tensor& turns)
{
    at::Tensor sum = word(ids) + position(positions);
    if (!role || !roles.defined())
        return sum;
    const at::Tensor spoken = roles.ge(0).unsqueeze(1);
    return sum + (role(roles.clamp_min(0)) + turn(turns.clamp_min(0))) * spoken;
}

at::Tensor EmbeddingsImpl::finishText(const at::Tensor& sum)
{
    return torch::dropout(textNorm(sum), dropout_, is_training());
}

at::Tensor EmbeddingsImpl::standardised(const at::Tensor& features) const
{
    return (features - featureMean) * featureScale;
}

at::Tensor EmbeddingsImpl::visual(const at::Tensor& features, const at::Tensor& locations,
                                  const at::Tensor& masked)
{
    at::Tensor seen =
        torch::dropout(features, featureDropout_, is_training() && featureDropout_ > 0);
    seen = seen.masked_fill(masked.unsqueeze(1), 0.0);
    return torch::dropout(visualNorm(feature(seen) + location(locations)), dropout_, is_training());
}

at::Tensor EmbeddingsImpl::forward(const PackedBatch& batch, const Perturbation& added)
{
    at::Tensor sum = textSum(batch.tokens, batch.positions, batch.roles, batch.turns);
    if (added.text.defined())
        sum = sum + added.text;
    at::Tensor textPart = finishText(sum).to(stateType(sum.device()));
    if (batch.features.size(0) == 0)
        return textPart; // text alone lies in order already
    at::Tensor features = standardised(batch.features);
    if (added.features.defined())
        features = features + added.features;
    const at::Tensor visualPart =
        visual(features, batch.locations, batch.visualMasked).to(textPart.scalar_type());
    // A packed batch interleaves the two: row r of the result is row order[r] of both put together.
    const at::Tensor rows = at::cat({batch.textRows, batch.visualRows});
    const at::Tensor order =
        at::empty_like(rows).index_put_({rows}, at::arange(rows.size(0), rows.options()));
    return at::cat({textPart, visualPart}).index_select(0, order);
}

EncoderLayerImpl::EncoderLayerImpl(const UnimoConfig& config)
    : heads_(config.heads), dropout_(config.dropout)
{
    qkv = register_module("qkv", torch::nn::Linear(config.hidden, 3 * config.hidden));
    output = register_module("output", torch::nn::Linear(config.hidden, config.hidden));
    attentionNorm = register_module("attention_norm", newNorm(config));
    inner = register_module("inner", torch::nn::Linear(config.hidden, config.feedForward));
    outer = register_module("outer", torch::nn::Linear(config.feedForward, config.hidden));
    outputNorm = register_module("output_norm", newNorm(config));
}

LayerWeights EncoderLayerImpl::weights(at::ScalarType type) const
{
    return LayerWeights{{qkv->weight, qkv->bias},
                        {output->weight, output->bias},
                        {attentionNorm->weight, attentionNorm->bias},
                        {inner->weight, inner->bias},
                        {outer->weight, outer->bias},
                        {outputNorm->weight, outputNorm->bias}}
        .to(type);
}

at::Tensor EncoderLayerImpl::finish(const at::Tensor& x, const at::Tensor& attended,
                                    const LayerWeights& weights)
{
    const double epsilon = attentionNorm->options.eps();
    const at::Tensor middle =
        layerNorm(x + torch::dropout(affine(attended, weights.output), dropout_, is_training()),
                  weights.attentionNorm, epsilon);
    const at::Tensor fed = affine(at::gelu(affine(middle, weights.inner)), weights.outer);
    return layerNorm(middle + torch::dropout(fed, dropout_, is_training()), weights.outputNorm,
                     epsilon);
}

at::Tensor EncoderLayerImpl::forward(const at::Tensor& x, const tensor::AttentionPlan& plan)
{
    const double dropout = is_training() ? dropout_ : 0.0;
    if (x.device().is_cpu())
        return fusedLayer(x, plan, weights(at::kFloat),
                          {heads_, dropout, attentionNorm->options.eps()});
    return forwardInParts(x, plan);
}

at::Tensor EncoderLayerImpl::forwardInParts(const at::Tensor& x, const tensor::AttentionPlan& plan)
{
    const LayerWeights own = weights(stateType(x.device()));
    return finish(
        x,
        tensor::packedAttention(affine(x, own.qkv), plan, heads_, is_training() ? dropout_ : 0.0),
        own);
}

at::Tensor EncoderLayerImpl::prefill(const at::Tensor& x, const tensor::AttentionPlan& plan,
                                     LayerCache& cache)
{
    const LayerWeights own = weights(stateType(x.device()));
    const at::Tensor projected = affine(x, own.qkv);
    const auto parts = projected.chunk(3, 1);
    cache.keys = parts[1].unsqueeze(0);
    cache.values = parts[2].unsqueeze(0);
    return finish(x, tensor::packedAttention(projected, plan, heads_), own);
}

at::Tensor EncoderLayerImpl::step(const at::Tensor& x, LayerCache& cache)
{
    const LayerWeights own = weights(stateType(x.device()));
    const int64_t beams = x.size(0);
    const int64_t hidden = x.size(1);
    const int64_t width = hidden / heads_;
    const auto parts = affine(x, own.qkv).chunk(3, 1);
    cache.keys = at::cat({cache.keys.expand({beams, -1, -1}), parts[1].unsqueeze(1)}, 1);
    cache.values = at::cat({cache.values.expand({beams, -1, -1}), parts[2].unsqueeze(1)}, 1);
    const auto split = [&](const at::Tensor& t) {
        return t.view({beams, -1, heads_, width}).transpose(1, 2);
    };
    const at::Tensor query =
        split(parts[0].unsqueeze(1).contiguous()) / std::sqrt(static_cast<double>(width));
    const at::Tensor attention =
        at::softmax(at::matmul(query, split(cache.keys).transpose(-2, -1)), -1);
    return finish(
        x, at::matmul(attention, split(cache.values)).transpose(1, 2).reshape({beams, hidden}),
        own);
}

UnimoModelImpl::UnimoModelImpl(const UnimoConfig& config) : config_(config)
{
    embeddings = register_module("embeddings", Embeddings(config));
    layers = register_module("layers", torch::nn::ModuleList());
    for (int64_t i = 0; i < config.layers; ++i)
        layers->push_back(EncoderLayer(config));
    textPooler = register_module("text_pooler", torch::nn::Linear(config.hidden, config.hidden));
    imagePooler = register_module("image_pooler", torch::nn::Linear(config.hidden, config.hidden));
    headTransform =
        register_module("head_transform", torch::nn::Linear(config.hidden, config.hidden));
    headNorm = register_module("head_norm", newNorm(config));
    headBias = register_parameter("head_bias", torch::zeros({config.vocabulary}));
}

at::Tensor UnimoModelImpl::encode(const PackedBatch& batch, const Perturbation& added,
                                  bool recompute)
{
    const auto plan =
        batch.plan ? batch.plan
                   : std::make_shared<const tensor::AttentionPlan>(batch.layout, headBias.device());
    at::Tensor x = embeddings(batch, added);
    for (const auto& module : *layers) {
        const auto layer = module->as<EncoderLayer>();
        if (recompute)
            x = recomputed(x, layer->parameters(), [layer, plan](const at::Tensor& in) {
                return layer->forward(in, *plan);
            });
        else
            x = layer->forward(x, *plan);
    }
    return x;
}

at::Tensor UnimoModelImpl::languageLogits(const at::Tensor& states)
{
    const int64_t n = config_.outputVocabulary;
    const at::Tensor& words = embeddings->word->weight;
    // All of them as they are: autocast keeps its copy of a parameter, not of a part.
    return at::linear(headNorm(at::gelu(headTransform(states))),
                      n == words.size(0) ? words : words.narrow(0, 0, n), headBias.narrow(0, 0, n));
}

at::Tensor UnimoModelImpl::pooledText(const at::Tensor& states)
{
    return at::relu(textPooler(states));
}

at::Tensor UnimoModelImpl::pooledImage(const at::Tensor& states)
{
    return at::relu(imagePooler(states));
}

int64_t UnimoModelImpl::parameterCount() const
{
    int64_t count = 0;
    for (const auto& parameter : parameters())
        count += parameter.numel();
    return count;
}

void initialise(torch::nn::Module& module, double range, at::Generator generator)
{
    const torch::NoGradGuard noGrad;
    // The normal distribution cut at two standard deviations, by its inverse: values of the
    // uniform distribution between the two cuts, sent through the quantile function.
    const double cut = std::erf(2.0 / std::sqrt(2.0));
    const auto fill = [&](const at::Tensor& weight) {
        weight.uniform_(-cut, cut, generator).erfinv_().mul_(range * std::sqrt(2.0));
    };
    for (const auto& child : module.modules(/*include_self=*/true)) {
        if (auto* linear = child->as<torch::nn::Linear>()) {
            fill(linear->weight);
            linear->bias.zero_();
        } else if (auto* embedding = child->as<torch::nn::Embedding>()) {
            fill(embedding->weight);
        } else if (auto* norm = child->as<torch::nn::LayerNorm>()) {
            norm->weight.fill_(1.0);
            norm->bias.zero_();
        }
    }
}

} // namespace unimo::model
