// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/store/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::inference {

/// What was scored.
struct ScoreReport
{
    int64_t pairs = 0;     ///< with regions and a caption
    int64_t contested = 0; ///< of them, those whose caption has hard negatives
    int64_t wrong = 0;     ///< of those, where one of them is preferred by the last checkpoint
    int64_t forgotten = 0; ///< of those, the ones that were right at an earlier checkpoint
    double seconds = 0;
};

/// Reads every pair of a filter with each checkpoint, in their order, and keeps as measures:
///   score      how well the first caption fits the picture, read together, by the last checkpoint
///   margin     how far that is above the hardest of the caption's negatives; below 0: wrong
///   loss       cross entropy of the caption among it and its negatives
///   drift      score by the last checkpoint less score by the first, of several
///   forgotten  how often the margin fell from above 0 to below from one checkpoint to the next
///              (forgetting events: Toneva et al. 2019, section 3)
/// At most 8 negatives a caption, the first ones that may be trained on. Measures that do not apply
/// are removed. `source` names the checkpoints for people. Thread: the caller's.
[[nodiscard]] Result<ScoreReport>
scoreSamples(store::Project& project, const store::SampleFilter& filter,
             const std::vector<std::filesystem::path>& checkpoints, const std::string& source,
             const std::string& device = "auto", const JobControl& control = {});

/// The measures above.
[[nodiscard]] const std::vector<std::string>& scoreMeasures();

} // namespace unimo::inference
