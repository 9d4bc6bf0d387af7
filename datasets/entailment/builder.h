// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/store/project.h"

#include <cstdint>
#include <map>
#include <string>

namespace unimo::datasets {

struct EntailmentOptions
{
    uint64_t seed = 1;
    int64_t perPicture = 2; ///< of either label, at most
};

/// Adds the task "entailment" to a project, in one transaction: does what a sentence says of a
/// picture hold. "entailment" are captions, "contradiction" are rewritten ones that may be used as
/// negatives and have one fact exchanged; as many of either for each picture, in the picture's
/// split. There is no "neutral", so this is no SNLI-VE; nobody else reports it. Data error when no
/// picture has both, or the project has the task already. Returns the number of examples by label
/// and split.
[[nodiscard]] Result<std::map<std::string, int64_t>>
addEntailment(store::Project& project, const EntailmentOptions& options, const JobControl& job);

} // namespace unimo::datasets
