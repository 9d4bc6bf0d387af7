// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/vector_space.h"
#include "core/tasks/detail/bundle.h"

#include <stop_token>
#include <vector>

// Vectors of pictures and texts that are encoded alone, in any space: unit length, float, on the
// CPU, [n, hidden]. Without gradients; fewer rows when stopped between two batches. A layer that
// the model does not have throws Config.
namespace unimo::inference {

[[nodiscard]] at::Tensor pictureVectors(tasks::Bundle& bundle,
                                        const std::vector<data::VisualTokens>& pictures,
                                        const VectorSpace& space, const std::stop_token& stop = {});
[[nodiscard]] at::Tensor textVectors(tasks::Bundle& bundle,
                                     const std::vector<std::vector<int32_t>>& texts,
                                     const VectorSpace& space, const std::stop_token& stop = {});

/// The numbers of a float tensor, row after row.
[[nodiscard]] std::vector<float> valuesOf(const at::Tensor& rows);

} // namespace unimo::inference
