// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "datasets/demo/prior.h"
#include "datasets/demo/sources.h"

namespace unimo::datasets {

struct DemoOptions
{
    uint64_t seed = 1;
    int scenes = 8000;   ///< training scenes, 20 to 100,000; the other parts keep their proportion
    int threads = 0;     ///< 0: all cores. The result does not depend on it.
    DemoSources sources; ///< lists empty: the ones installed with the program
};

/// What was built, and how far its questions can be answered without looking.
struct DemoReport
{
    std::map<std::string, int64_t> rows; ///< see DemoWriter::written
    std::vector<PriorRow> prior;
    double seconds = 0;
    double scenesASecond = 0; ///< composing and storing, without planning
};

[[nodiscard]] nlohmann::json toJson(const DemoReport& report);

/// Builds the demo project: composed scenes with exact truth, unpaired pictures and texts. It is
/// built beside its place and moved there at the end, so that a stopped or failed build leaves
/// nothing. Fails if there is something at `project`, if a package is missing, or if the questions
/// can be answered without the pictures (see checkPrior). Reports from the calling thread.
[[nodiscard]] Result<DemoReport> buildDemo(const std::filesystem::path& project,
                                           const DemoOptions& options, const JobControl& job);

} // namespace unimo::datasets
