// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::findings {

/// One way to train: the full recipe, or the same with something taken away.
struct Variant
{
    std::string name; ///< of its file in resources/recipes/findings
    Settings recipe;
};

/// A question of the paper, answered by comparing the full recipe with others.
struct Question
{
    std::string name; ///< "RQ1"
    std::string text;
    std::string claim;                ///< what the paper says or assumes: full is better at these
    std::vector<std::string> without; ///< variants
    std::vector<std::string> figures; ///< names of Figure
};

/// A number of an evaluation report: the mean of the values at these JSON pointers, in per cent.
struct Figure
{
    std::string name; ///< "retrieval R@1"
    std::vector<std::string> pointers;
};

struct Plan
{
    std::vector<Variant> variants; ///< the first is the full recipe
    std::vector<Question> questions;
    std::vector<Figure> figures;
};

/// Reads plan.json of a folder and the recipes it names: full.json, and for every other variant
/// what it changes of that. Errors name file and key.
[[nodiscard]] Result<Plan> loadPlan(const std::filesystem::path& folder);

} // namespace unimo::findings
