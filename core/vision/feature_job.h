// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/store/project.h"
#include "core/vision/extractor.h"

#include <cstdint>
#include <string>
#include <vector>

namespace unimo::vision {

/// Feature sets of a project: which boxes the regions have.
inline constexpr const char* kTruthSet = "truth";         ///< those known to be right
inline constexpr const char* kProposalsSet = "proposals"; ///< those the extractor finds

struct FeatureJobReport
{
    int64_t pictures = 0;        ///< computed now
    int64_t regions = 0;         ///< of them
    int64_t kept = 0;            ///< pictures that had their features already
    int64_t failed = 0;          ///< pictures that cannot be read
    std::vector<Error> problems; ///< the first few failures
    double seconds = 0;
};

/// Computes the regions of every filtered picture that the set does not have yet and writes them to
/// features/<set>.bin, and the object tags to the project. Committed every few hundred pictures: a
/// job that was stopped goes on where it was. Features that another extractor made are made anew. A
/// picture that cannot be read is counted, not fatal. Config error for an unknown set. Thread: the
/// project's.
[[nodiscard]] Result<FeatureJobReport>
extractFeatures(store::Project& project, const std::string& set, const store::SampleFilter& filter,
                const RegionExtractor& extractor, const JobControl& control = {});

/// The same with the starter's weights.
[[nodiscard]] Result<FeatureJobReport> extractFeatures(store::Project& project,
                                                       const std::string& set,
                                                       const store::SampleFilter& filter,
                                                       const JobControl& control = {});

} // namespace unimo::vision
