// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/detail/heads.h"
#include "core/model/detail/unimo_model.h"

namespace unimo::model {

/// The vectors whose product is the similarity of a picture and a text (UnimoConfig::similarity),
/// from pooled states [n, hidden], encoded alone or together: [n, hidden], fp32. All three
/// similarities come apart into one vector for each half, so that a vector index serves any.
[[nodiscard]] at::Tensor imageVector(UnimoModel& model, Heads& heads, const at::Tensor& states);
[[nodiscard]] at::Tensor textVector(UnimoModel& model, Heads& heads, const at::Tensor& states);

/// How well pictures and texts that were encoded together fit (UnimoConfig::jointScore); images
/// and texts are pooled states of the same sequences, [n, hidden] -> [n].
[[nodiscard]] at::Tensor jointScore(UnimoModel& model, Heads& heads, const at::Tensor& images,
                                    const at::Tensor& texts);

} // namespace unimo::model
