// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/detail/heads.h"
#include "core/model/detail/unimo_model.h"

namespace unimo::model {

/// Logits over the answer vocabulary, [n, answers], from pooled states [n, hidden] of questions
/// that were encoded with their picture; images of the same sequences, undefined where there was
/// none (UnimoConfig::answerHead).
[[nodiscard]] at::Tensor answerLogits(UnimoModel& model, Heads& heads, const at::Tensor& questions,
                                      const at::Tensor& images);
/// What these logits say of each answer: shares that sum up to 1 (Words), or for each answer
/// whether it is right (Product), which soft targets teach.
[[nodiscard]] at::Tensor answerProbabilities(const UnimoModel& model, const at::Tensor& logits);

} // namespace unimo::model
