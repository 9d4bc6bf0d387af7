// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/formats/import.h"
#include "core/store/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::formats {

struct VqaSource
{
    std::filesystem::path questions; ///< v2_OpenEnded_..._questions.json
    std::filesystem::path
        annotations;                ///< v2_..._annotations.json; empty: questions without answers
    std::filesystem::path pictures; ///< folder, looked through with its folders
    std::string split = "train";
    std::string collection = "vqa";
};

struct VqaReport
{
    int64_t pictures = 0;  ///< new ones
    int64_t questions = 0; ///< new ones
    std::vector<ImportProblem> problems;
};

/// Brings questions in the files of the VQA challenge into the project, in one transaction. A
/// picture belongs to an image_id when its name is the number, or ends in it filled up to twelve
/// digits (COCO_train2014_000000000009.jpg). Of several people's answers each gets its accuracy by
/// the challenge's rule (min(n / 3, 1), one person left out at a time) as its score. Errors: Io,
/// Data naming the file and what it lacks, Cancelled.
[[nodiscard]] Result<VqaReport> importVqa(store::Project& project, const VqaSource& source,
                                          const JobControl& control = {});

} // namespace unimo::formats
