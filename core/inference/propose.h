// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/inference/batch.h"
#include "core/store/project.h"
#include "core/store/proposals.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::inference {

/// What a checkpoint is to propose of each sample.
struct ProposeOptions
{
    store::Proposal::Kind kind = store::Proposal::Kind::Caption;
    CaptionOptions caption; ///< how captions are written
    /// Of boxes: those that the extractor's best class has at least this probability in, the surest
    /// first, at most so many a picture.
    double least = 0.3;
    int most = 5;
    std::string device = "auto"; ///< "auto", "cpu", "cuda"
};

struct Proposed
{
    std::vector<store::Proposal> proposals; ///< not kept yet: store::Project::propose()
    int64_t samples = 0;                    ///< that were asked about
    int64_t problems = 0;                   ///< of them, those that could not be
    std::string problem;                    ///< why the first of these could not
};

/// Asks the checkpoint about each sample.
[[nodiscard]] Result<Proposed> propose(const store::Project& project,
                                       const std::vector<int64_t>& samples,
                                       const std::filesystem::path& checkpoint,
                                       const ProposeOptions& options,
                                       const JobControl& control = {});

/// The rows that say something, as proposals; answers where a row has a question.
[[nodiscard]] std::vector<store::Proposal> proposalsOf(const std::vector<BatchRow>& rows,
                                                       const std::string& source);
/// "step-400 of demo-01": a checkpoint as a source.
[[nodiscard]] std::string sourceOf(const std::filesystem::path& checkpoint);

} // namespace unimo::inference
