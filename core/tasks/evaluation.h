// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::tasks {

struct EvaluationOptions
{
    std::string split = "test";    ///< or kAllSplits
    std::string regions = "truth"; ///< or "proposals"
    std::string task = "all";      ///< or one of evaluationTasks()
    int64_t captions = 200;        ///< pictures captioned and texts generated; 0: none
    int64_t rerank = 20;           ///< candidates re-ranked by joint matching; 0: none
    std::string device = "auto";

    /// Instead of a split: every one, in a single report whose examples tell their splits apart.
    static constexpr const char* kAllSplits = "all";
    /// As filters of samples name it.
    [[nodiscard]] std::string filterSplit() const { return splitFilter(split); }
    [[nodiscard]] static std::string splitFilter(const std::string& split)
    {
        return split == kAllSplits ? std::string() : split;
    }
};

/// Measures a checkpoint on one split of a project, or on all of them: retrieval both ways, VQA per
/// type beside the question-only prior and a blind model, rewritten negatives per rule beside a
/// blind model, and captions beside the nearest training picture's. The keys are described in
/// docs/file-formats.md. The report is also stored in the checkpoint's run as
/// evaluation-<split>-<regions>.json, and beside it what became of each example
/// (core/tasks/example_file.h).
[[nodiscard]] Result<nlohmann::json> evaluateCheckpoint(const std::filesystem::path& checkpoint,
                                                        const std::filesystem::path& project,
                                                        const EvaluationOptions& options,
                                                        const JobControl& control = {});

/// What can be measured: "retrieval", "vqa", "negatives", "captions", "tasks".
[[nodiscard]] const std::vector<std::string>& evaluationTasks();

/// One figure of a report, and where it stands there: "vqa", "types.colour", "accuracy".
struct EvaluationFigure
{
    std::string part;
    std::string subject; ///< may be empty
    std::string metric;
    double value = 0; ///< shares are 0-1
};
/// All figures, the parts in the order of evaluationTasks(). What is no number is left out.
[[nodiscard]] std::vector<EvaluationFigure> evaluationFigures(const nlohmann::json& report);

/// The report as one table of all figures, a row each: part, subject, metric, value. Shares are
/// 0-1. Markdown for a paper's draft, CSV for a spreadsheet.
[[nodiscard]] std::string evaluationMarkdown(const nlohmann::json& report);
[[nodiscard]] std::string evaluationCsv(const nlohmann::json& report);

/// The report as an aligned table for people.
[[nodiscard]] std::string evaluationTable(const nlohmann::json& report);

} // namespace unimo::tasks
