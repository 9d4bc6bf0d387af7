// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/detail/unimo_model.h"
#include "core/tensor/detail/weights.h"

#include <span>
#include <string>
#include <vector>

namespace unimo::model {

/// Which tensors of an imported file found a place.
struct ImportReport
{
    std::vector<std::string> used;     ///< names in the file
    std::vector<std::string> missing;  ///< names that were expected and are not in the file
    std::vector<std::string> leftOver; ///< names in the file that nothing took
};

/// Starts the text half from a Hugging Face BERT file (all-MiniLM-L6-v2 for unimo-mini).
/// oldIds[i] is the file's vocabulary row for entry i of this model (a pruned vocabulary); empty
/// means all rows in order. BERT's first token-type row, added to every text token there, is folded
/// into the position table. Fewer layers than the file has take its first ones; the language
/// model's head transform, which such files lack, starts as the identity.
[[nodiscard]] Result<ImportReport> startFromBert(UnimoModel& model, const tensor::TensorMap& file,
                                                 std::span<const int32_t> oldIds);

} // namespace unimo::model
