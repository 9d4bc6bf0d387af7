// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/findings/plan.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace unimo::findings {

/// One trained and measured model.
struct Outcome
{
    std::string variant;
    int64_t seed = 0;
    std::map<std::string, double>
        figures; ///< by name, per cent; what a variant cannot do is absent
    double trainSeconds = 0;
};

/// What is known so far; kept in a folder, so that a stopped reproduction goes on.
struct Results
{
    int64_t steps = 0;       ///< of every run
    std::string dataVersion; ///< of the project
    std::string plan;        ///< hash of the recipes
    std::vector<Outcome> outcomes;

    [[nodiscard]] const Outcome* find(const std::string& variant, int64_t seed) const;
};

/// Hash over all recipes, so that results of other ones are not mixed in.
[[nodiscard]] std::string hashOf(const Plan& plan);
/// The folder's results.json: everything but the outcomes.
[[nodiscard]] Status saveHead(const Results& results, const std::filesystem::path& folder);
/// A file of its own, so that several reproductions may share a folder.
[[nodiscard]] Status saveOutcome(const Outcome& outcome, const std::filesystem::path& folder);
/// Nothing when the folder holds no results; Data error when a file is damaged.
[[nodiscard]] Result<std::optional<Results>> load(const std::filesystem::path& folder);

/// The figures of an evaluation report that it holds.
[[nodiscard]] std::map<std::string, double> figuresOf(const Plan& plan,
                                                      const nlohmann::json& report);

} // namespace unimo::findings
