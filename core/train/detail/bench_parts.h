// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/step_batch.h"

#include <nlohmann/json.hpp>

namespace unimo::train {

/// Square matrix products, 1024 on a side, on a GPU 8192: the most that the device gives, GFLOP/s.
[[nodiscard]] double gemmRate(at::ScalarType type, const at::Device& device);

/// The lengths of a step's sequences by objective, as tests/bench/peer/train_step.py reads them.
[[nodiscard]] nlohmann::json lengthsOf(const data::StepBatch& batch);

} // namespace unimo::train
