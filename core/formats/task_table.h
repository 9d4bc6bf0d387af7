// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/formats/import.h"
#include "core/store/project.h"
#include "core/text/gpt_text.h"

#include <optional>

namespace unimo::formats {

struct TaskTableOptions
{
    std::string task;  ///< its name in the project
    std::string split; ///< of all rows
    /// Not told: generation where there is a column tgt, regression where every label is a number
    /// with a fraction, else classification.
    std::optional<store::TaskKind> kind;
    /// Where the cells of a generation hold ids of GPT-2 instead of words: turns them into text.
    const text::GptText* tokenized = nullptr;
};

struct TaskTableReport
{
    store::TaskKind kind = store::TaskKind::Classification;
    int64_t added = 0;
    std::vector<ImportProblem> problems;
};

/// Brings a table of labelled texts into the project (unimo.md 3.2): tab-separated with a header,
/// without quoting. GLUE: columns text_a, maybe text_b, label; qid is left out. Generation: one
/// source column of any name, tgt, and maybe knowledge. One transaction; rows that cannot be used
/// are reported and left out. Errors: Io, Data for a header that is neither, Cancelled.
[[nodiscard]] Result<TaskTableReport> importTaskTable(store::Project& project,
                                                      const std::filesystem::path& file,
                                                      const TaskTableOptions& options,
                                                      const JobControl& control = {});

} // namespace unimo::formats
