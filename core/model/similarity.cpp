// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/similarity.h"

namespace unimo::model {
namespace {

at::Tensor projected(torch::nn::Linear& projection, const at::Tensor& states, Similarity similarity)
{
    const at::Tensor vectors = projection(states).to(at::kFloat);
    return similarity == Similarity::Cosine ? torch::nn::functional::normalize(vectors) : vectors;
}

} // namespace

at::Tensor imageVector(UnimoModel& model, Heads& heads, const at::Tensor& states)
{
    const Similarity similarity = model->config().similarity;
    if (similarity == Similarity::Head)
        return model->pooledImage(states).to(at::kFloat);
    return projected(heads->imageProjection, states, similarity);
}

at::Tensor textVector(UnimoModel& model, Heads& heads, const at::Tensor& states)
{
    const Similarity similarity = model->config().similarity;
    if (similarity == Similarity::Head)
        return model->pooledText(states).to(at::kFloat) * heads->similarityWeight;
    return projected(heads->textProjection, states, similarity);
}

at::Tensor jointScore(UnimoModel& model, Heads& heads, const at::Tensor& images,
                      const at::Tensor& texts)
{
    if (model->config().jointScore == JointScore::Similarity)
        return (imageVector(model, heads, images) * textVector(model, heads, texts)).sum(1) /
               heads->temperature();
    return heads->matchScore(model->pooledText(texts) * model->pooledImage(images), texts);
}

} // namespace unimo::model
