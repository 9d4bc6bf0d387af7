// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/layer_states.h"

namespace unimo::model {

at::Tensor statesAfter(UnimoModel& model, const PackedBatch& batch, int64_t layers)
{
    const auto plan =
        batch.plan
            ? batch.plan
            : std::make_shared<const tensor::AttentionPlan>(batch.layout, model->headBias.device());
    at::Tensor x = model->embeddings(batch);
    for (int64_t layer = 0; layer < layers; ++layer)
        x = model->layers[static_cast<size_t>(layer)]->as<EncoderLayer>()->forward(x, *plan);
    return x;
}

} // namespace unimo::model
