// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/store/project.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace unimo::tasks {

/// What a model that never sees a picture tells of the rewrites of a split.
struct BlindMargins
{
    /// How far it puts each below its caption, by id. A negative above 0 is given away by its words
    /// alone (SugarCrepe, Hsieh et al. 2023).
    std::unordered_map<int64_t, float> ofRewrite;
    /// Share of each rule's usable negatives that are; 0.5 is chance.
    std::map<std::string, double> givenAway;
};

/// What is said of a sample was learnt from the negatives of other samples. Cancelled when stopped.
/// Thread: any; takes seconds.
[[nodiscard]] Result<BlindMargins> blindMargins(const store::Project& project,
                                                const std::string& split,
                                                const JobControl& control = {});

} // namespace unimo::tasks
