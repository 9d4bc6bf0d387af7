// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace unimo::model {

/// body(x), of which nothing but x is kept: the way back runs it once more with the same random
/// numbers and the same autocast (activation checkpointing; Chen et al. 2016). parameters: all that
/// the body reads and that may want a gradient. The body must live as long as the graph.
[[nodiscard]] at::Tensor recomputed(const at::Tensor& x, const std::vector<at::Tensor>& parameters,
                                    std::function<at::Tensor(const at::Tensor&)> body);

} // namespace unimo::model
