// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unimo::model {

struct WeightsInfo
{
    std::string family; ///< whose names the file has
    std::string preset; ///< the model that it was held against
    struct Tensor
    {
        std::string name, type;
        std::vector<int64_t> shape;
    };
    std::vector<Tensor> tensors; ///< all that the file holds
    std::vector<std::string> used, missing, leftOver;
};

/// Looks into weights that a model may start from (start.from) and tells what a preset would take.
/// An empty preset: the one as wide as the file's word table. Data error when it does not fit.
/// Thread: any.
[[nodiscard]] Result<WeightsInfo> inspectWeights(const std::filesystem::path& path,
                                                 const std::string& preset);

} // namespace unimo::model
