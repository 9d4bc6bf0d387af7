// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/detail/space_vectors.h"

#include "core/model/detail/layer_states.h"
#include "core/tasks/detail/queries.h"

#include <algorithm>

namespace unimo::inference {

using Pooling = VectorSpace::Pooling;

namespace {

/// Sequences a pass: enough to fill the processor, little enough to stop quickly.
constexpr size_t kBatch = 64;

/// Adds one vector made of the tokens [first, first + count), of which the first `before` and the
/// last `after` are special.
void addTo(model::TokenPool& pool, Pooling pooling, int64_t first, int64_t count, int64_t before,
           int64_t after)
{
    const int64_t content = count - before - after;
    if (pooling == Pooling::Content && content > 0)
        pool.add(first + before, content);
    else
        pool.add(first, count);
}

/// Pools the states of a layer; add(i, packer, pool) packs item i.
template <typename Add>
at::Tensor layerVectors(tasks::Bundle& bundle, size_t count, const VectorSpace& space,
                        const std::stop_token& stop, const Add& add)
{
    if (space.layer < 0 || space.layer > bundle.config.layers)
        throw ErrorException({ErrorKind::Config,
                              "layer = " + std::to_string(space.layer),
                              {},
                              "allowed: 0 to " + std::to_string(bundle.config.layers)});
    const torch::NoGradGuard noGrad;
    std::vector<at::Tensor> parts;
    for (size_t first = 0; first < count && !stop.stop_requested(); first += kBatch) {
        data::SequencePacker packer(bundle.sequenceIds(), bundle.config.featureDim);
        model::TokenPool pool(space.pooling == Pooling::First ? model::Pooling::First
                                                              : model::Pooling::Mean);
        for (size_t i = first; i < std::min(first + kBatch, count); ++i)
            add(i, packer, pool);
        const at::Tensor states =
            model::statesAfter(bundle.model, packer.finish().to(bundle.device()), space.layer);
        parts.push_back(pool.finish().to(bundle.device())(states).to(at::kFloat).cpu());
    }
    return parts.empty() ? at::zeros({0, bundle.config.hidden}) : at::cat(parts);
}

at::Tensor unit(const at::Tensor& rows)
{
    return torch::nn::functional::normalize(rows);
}

} // namespace

at::Tensor pictureVectors(tasks::Bundle& bundle, const std::vector<data::VisualTokens>& pictures,
                          const VectorSpace& space, const std::stop_token& stop)
{
    if (space.common())
        return unit(tasks::pictureVectors(bundle, pictures, stop));
    return unit(layerVectors(bundle, pictures.size(), space, stop,
                             [&](size_t i, data::SequencePacker& packer, model::TokenPool& pool) {
                                 const auto place = packer.add(&pictures[i], nullptr);
                                 addTo(pool, space.pooling, place.image, place.imageTokens, 1, 0);
                             }));
}

at::Tensor textVectors(tasks::Bundle& bundle, const std::vector<std::vector<int32_t>>& texts,
                       const VectorSpace& space, const std::stop_token& stop)
{
    if (space.common())
        return unit(tasks::textVectors(bundle, texts, stop));
    return unit(layerVectors(bundle, texts.size(), space, stop,
                             [&](size_t i, data::SequencePacker& packer, model::TokenPool& pool) {
                                 const auto place = packer.add(nullptr, &texts[i]);
                                 addTo(pool, space.pooling, place.cls, place.textTokens, 1, 1);
                             }));
}

std::vector<float> valuesOf(const at::Tensor& rows)
{
    const at::Tensor flat = rows.contiguous();
    const auto* values = flat.const_data_ptr<float>();
    return {values, values + flat.numel()};
}

} // namespace unimo::inference
