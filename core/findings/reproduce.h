// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/findings/results.h"

#include <filesystem>

namespace unimo::findings {

struct ReproduceOptions
{
    std::filesystem::path project; ///< prepared: features, rewrites, neighbours, tasks
    int64_t firstSeed = 1;
    int64_t seeds = 3;  ///< how many
    double minutes = 7; ///< training time of the full recipe, which fixes the steps of all
    int64_t steps = 0;  ///< of every run, instead of minutes
    std::string split = "val";
    std::vector<std::string> variants; ///< only these, and the full one; empty: all
};

/// Trains and measures every variant with every seed; each seed goes through all variants before
/// the next begins, so that what a stop leaves can be compared. Every run has the same number of
/// steps: that of the full recipe in `minutes`, measured over a few steps. Done work is kept in
/// findings/ of the project and is not done again: a run that was stopped goes on from
/// its checkpoint. Errors: those of training and evaluation; Data when the results are of other
/// recipes or data; Cancelled.
[[nodiscard]] Result<Results> reproduce(const Plan& plan, const ReproduceOptions& options,
                                        const JobControl& control);

} // namespace unimo::findings
