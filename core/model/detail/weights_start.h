// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/detail/unimo_model.h"
#include "core/model/name_map.h"
#include "core/tensor/detail/weights.h"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace unimo::model {

/// Which tensors of an imported file found a place.
struct WeightsReport
{
    WeightFamily family = WeightFamily::Bert;
    std::vector<std::string> used;     ///< names in the file
    std::vector<std::string> missing;  ///< names of the family that are not in the file
    std::vector<std::string> leftOver; ///< names in the file that nothing took, with the reason
                                       ///< where there is one
    std::set<std::string> filled;      ///< parts of the model, by WeightPlace::ours
};

/// Starts a model from weights of any family of name_map.h. oldIds[i] is the file's vocabulary row
/// for entry i of this model (a pruned vocabulary); empty: all rows in order. Hugging Face's first
/// token-type row, added to every text token there, is folded into the position table. Fewer layers
/// than the file has take its first ones. A visual projection for other features than the model's
/// is left over. A language-model head's transform that is not in the file starts as the identity.
/// Data error for other shapes, or names of no family.
[[nodiscard]] Result<WeightsReport>
startFromWeights(UnimoModel& model, const tensor::TensorMap& file, std::span<const int32_t> oldIds);

} // namespace unimo::model
