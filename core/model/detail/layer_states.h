// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/detail/unimo_model.h"

namespace unimo::model {

/// The states that leave the encoder's layer `layers`, [tokens, hidden]; 0: what enters the first
/// one. With all layers the same as UnimoModel::encode.
[[nodiscard]] at::Tensor statesAfter(UnimoModel& model, const PackedBatch& batch, int64_t layers);

} // namespace unimo::model
