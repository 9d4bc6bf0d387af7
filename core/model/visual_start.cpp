// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/visual_start.h"

#include <algorithm>

namespace unimo::model {

void standardiseFeatures(UnimoModel& model, const at::Tensor& features)
{
    const torch::NoGradGuard noGrad;
    const auto [deviation, mean] = at::std_mean(features, /*dim=*/0, /*unbiased=*/false);
    model->embeddings->featureMean.copy_(mean);
    // A number that never changes carries nothing; the floor keeps its scale finite.
    model->embeddings->featureScale.copy_(deviation.clamp_min(1e-3).reciprocal());
}

double startVisualProjection(UnimoModel& model, const at::Tensor& features,
                             const at::Tensor& targets, double ridge)
{
    const torch::NoGradGuard noGrad;
    const at::Tensor x = model->embeddings->standardised(features);
    const at::Tensor mean = targets.mean(0);
    const at::Tensor y = targets - mean;
    const auto n = static_cast<double>(x.size(0));
    at::Tensor normal = at::matmul(x.t(), x);
    normal.diagonal().add_(ridge * n);
    const at::Tensor weight =
        at::linalg_solve(normal, at::matmul(x.t(), y)); // [featureDim, hidden]
    model->embeddings->feature->weight.copy_(weight.t());
    model->embeddings->feature->bias.copy_(mean);
    const at::Tensor residual = y - at::matmul(x, weight);
    return 1.0 - (residual.square().sum() / y.square().sum()).item<double>();
}

void startVisualNorm(UnimoModel& model)
{
    const torch::NoGradGuard noGrad;
    auto& embeddings = *model->embeddings;
    embeddings.visualNorm->weight.copy_(embeddings.textNorm->weight);
    embeddings.visualNorm->bias.copy_(embeddings.textNorm->bias);
    const int64_t first = model->config().firstPosition;
    const int64_t usualLength = std::min<int64_t>(16, model->config().maxPositions - first);
    embeddings.feature->bias.add_(
        embeddings.position->weight.narrow(0, first, usualLength).mean(0));
}

} // namespace unimo::model
