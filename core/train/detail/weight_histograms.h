// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_writer.h"

#include <torch/torch.h>

#include <string>
#include <utility>
#include <vector>

namespace unimo::train {

/// Writes a histogram for each part of the model: of its weights, "weights/layer 00", and of how
/// large their gradients are, "gradients log10/layer 00" (zeros left out), where an even spacing of
/// the values themselves would put nearly all into one bucket. Of a large part 65,536 values stand
/// for all, evenly spaced, beside its least and its greatest one: reading all of them would take as
/// long as a step. Waits for the device.
void addWeights(events::EventWriter& events,
                const std::vector<std::pair<std::string, at::Tensor>>& parameters, int64_t step);

/// "model.layers.3.inner.weight" -> "layer 03", "model.embeddings.word.weight" -> "embeddings",
/// anything else of the model -> "poolers and word head", "heads.…" -> "heads".
[[nodiscard]] std::string partOf(const std::string& parameter);

} // namespace unimo::train
