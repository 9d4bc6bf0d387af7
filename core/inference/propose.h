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

struct ProposeReport
{
    int64_t samples = 0;  ///< that were asked about
    int64_t proposed = 0; ///< what is new and waits for a person
    int64_t problems = 0; ///< samples that could not be asked about
    std::string problem;  ///< why the first of them could not
};

/// Asks the checkpoint about each sample and keeps what it says as proposals, all of it one step of
/// the edit log. What the sample has already, or what was proposed before, is no proposal again.
[[nodiscard]] Result<ProposeReport> propose(store::Project& project,
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
