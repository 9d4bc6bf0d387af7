// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

// The end of deleted runs: moveToTrash (core/train/run_card.h) only moves them.
namespace unimo::train {

/// Where a project's deleted runs lie.
[[nodiscard]] std::filesystem::path runTrashOf(const std::filesystem::path& project);

struct TrashedRun
{
    std::filesystem::path folder;
    int64_t bytes = 0; ///< of all files in it
};

/// The folders in it, sorted by name; none where it is not there. Links are not followed. Walks
/// through all files.
[[nodiscard]] std::vector<TrashedRun> measureTrash(const std::filesystem::path& trash);

/// Deletes these folders of a trash for good, one after the other; what was moved there later
/// stays. Whoever calls it has asked. A folder that is not directly in the trash is refused; of one
/// that cannot be deleted the rest stays, and the error names it.
[[nodiscard]] Status deleteTrashed(const std::filesystem::path& trash,
                                   const std::vector<TrashedRun>& runs, const JobControl& job = {});

} // namespace unimo::train
