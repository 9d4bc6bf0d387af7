// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/config.h"
#include "core/model/detail/layer_weights.h"
#include "core/model/detail/packed_batch.h"

#include <torch/torch.h>

#include <vector>

// Registered names are the checkpoint's keys: they are a file format (docs/file-formats.md).
namespace unimo::model {

/// Keys and values of one layer for tokens that later ones may look at: [beams, tokens, hidden].
struct LayerCache
{
    at::Tensor keys;
    at::Tensor values;
};

/// Added to the inputs of one pass, for adversarial training (unimo.md 4.5). Undefined: nothing.
struct Perturbation
{
    at::Tensor text;     ///< [text tokens, hidden], before the text norm
    at::Tensor features; ///< [visual tokens, featureDim], on the standardised features
};

/// Word + position embedding, and feature + location projection, each with its own LayerNorm
/// (unimo.md 1.2; official code _gen_input).
class EmbeddingsImpl : public torch::nn::Module
{
public:
    explicit EmbeddingsImpl(const UnimoConfig& config);
    /// -> [tokens of the batch, hidden]
    at::Tensor forward(const PackedBatch& batch, const Perturbation& added = {});
    /// What the norms read, and what they make of it: text tokens [n] -> [n, hidden]. roles and
    /// turns may be undefined, as in PackedBatch.
    at::Tensor textSum(const at::Tensor& ids, const at::Tensor& positions,
                       const at::Tensor& roles = {}, const at::Tensor& turns = {});
    at::Tensor finishText(const at::Tensor& sum);
    /// features [n, featureDim] standardised, locations [n, 5], masked bool [n] -> [n, hidden]
    at::Tensor visual(const at::Tensor& features, const at::Tensor& locations,
                      const at::Tensor& masked);
    /// Features as the model sees and predicts them: zero mean, unit variance over the data.
    [[nodiscard]] at::Tensor standardised(const at::Tensor& features) const;

    torch::nn::Embedding word{nullptr};
    torch::nn::Embedding position{nullptr};
    torch::nn::Embedding role{nullptr}; ///< where config.dialogue, with turn: 3 and 16 rows
    torch::nn::Embedding turn{nullptr};
    torch::nn::LayerNorm textNorm{nullptr};
    torch::nn::Linear feature{nullptr};
    torch::nn::Linear location{nullptr};
    torch::nn::LayerNorm visualNorm{nullptr};
    at::Tensor featureMean;  ///< buffer [featureDim]
    at::Tensor featureScale; ///< buffer [featureDim]: 1 / standard deviation

private:
    double dropout_;
    double featureDropout_;
};
TORCH_MODULE(Embeddings);

/// One post-LayerNorm block (unimo.md 1.3): attention, residual, norm, feed-forward with erf-GELU,
/// residual, norm.
class EncoderLayerImpl : public torch::nn::Module
{
public:
    explicit EncoderLayerImpl(const UnimoConfig& config);
    /// x: [tokens, hidden] -> the same shape.
    at::Tensor forward(const at::Tensor& x, const tensor::AttentionPlan& plan);
    /// The same from single operations, on any device: what fusedLayer() is tested against.
    at::Tensor forwardInParts(const at::Tensor& x, const tensor::AttentionPlan& plan);
    /// One new token a beam: x [beams, hidden]. Keys and values are appended to the cache.
    at::Tensor step(const at::Tensor& x, LayerCache& cache);
    /// As forward for a single sequence; its keys and values are left in `cache` as [1, n, hidden].
    at::Tensor prefill(const at::Tensor& x, const tensor::AttentionPlan& plan, LayerCache& cache);

    torch::nn::Linear qkv{nullptr};
    torch::nn::Linear output{nullptr};
    torch::nn::LayerNorm attentionNorm{nullptr};
    torch::nn::Linear inner{nullptr};
    torch::nn::Linear outer{nullptr};
    torch::nn::LayerNorm outputNorm{nullptr};

private:
    [[nodiscard]] LayerWeights weights(at::ScalarType type) const;
    at::Tensor finish(const at::Tensor& x, const at::Tensor& attended, const LayerWeights& weights);

    int64_t heads_;
    double dropout_;
};
TORCH_MODULE(EncoderLayer);

/// The one Transformer for texts, pictures and pairs, with its two poolers and the tied
/// language-model head (unimo.md 1.2-1.5).
class UnimoModelImpl : public torch::nn::Module
{
public:
    explicit UnimoModelImpl(const UnimoConfig& config);

    [[nodiscard]] const UnimoConfig& config() const { return config_; }
    /// -> states [tokens, hidden]. recompute: the layers keep their inputs alone and run once more
    /// on the way back, which takes a third more time and a fraction of the memory.
    at::Tensor encode(const PackedBatch& batch, const Perturbation& added = {},
                      bool recompute = false);
    /// Logits over ids [0, outputVocabulary) for states [n, hidden].
    at::Tensor languageLogits(const at::Tensor& states);
    /// ReLU(FC(h)), [n, hidden] -> [n, hidden] (unimo.md 1.5)
    at::Tensor pooledText(const at::Tensor& states);
    at::Tensor pooledImage(const at::Tensor& states);
    /// The parameters, counted once each.
    [[nodiscard]] int64_t parameterCount() const;

    Embeddings embeddings{nullptr};
    torch::nn::ModuleList layers{nullptr};
    torch::nn::Linear textPooler{nullptr};
    torch::nn::Linear imagePooler{nullptr};
    torch::nn::Linear headTransform{nullptr};
    torch::nn::LayerNorm headNorm{nullptr};
    at::Tensor headBias; ///< parameter [vocabulary]

private:
    UnimoConfig config_;
};
TORCH_MODULE(UnimoModel);

/// Truncated normal weights (cut at 2 standard deviations), zero biases, unit norms
/// (unimo.md 1.3), drawn from `generator` so that a seed fixes the model.
void initialise(torch::nn::Module& module, double range, at::Generator generator);

} // namespace unimo::model
