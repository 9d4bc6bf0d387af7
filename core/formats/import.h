// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/store/project.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unimo::formats {

/// Where pictures and captions come from:
/// Csv      a .csv or .tsv file with the columns filepath and title, and if wanted split (RFC 4180;
///          several rows of one picture are several captions; paths are relative to the file);
/// Sidecar  a folder of pictures, each line of the .txt of the same name a caption;
/// Coco     a COCO captions .json with its folder of images beside it.
enum class SourceFormat { Auto, Csv, Sidecar, Coco };

[[nodiscard]] const char* name(SourceFormat format);
/// Config error for a name that is none of auto, csv, sidecar, coco.
[[nodiscard]] Result<SourceFormat> sourceFormatNamed(const std::string& name);

struct ImportOptions
{
    SourceFormat format = SourceFormat::Auto;
    bool copy = false;      ///< copy the pictures into the project instead of referring to them
    std::string collection; ///< empty: the source's own name
};

/// One row that was left out, and why.
struct ImportProblem
{
    std::string where; ///< file:line, or file and row
    std::string reason;
};

struct ImportReport
{
    SourceFormat format = SourceFormat::Auto; ///< what the source was read as
    int64_t picturesAdded = 0;
    int64_t picturesKnown = 0; ///< same content as one in the project or earlier in the source
    int64_t captionsAdded = 0;
    int64_t captionsKnown = 0; ///< the picture had this very caption already
    std::vector<ImportProblem> problems;
};

/// A list of objects with "where" and "reason".
[[nodiscard]] nlohmann::json toJson(const std::vector<ImportProblem>& problems);
[[nodiscard]] nlohmann::json toJson(const ImportReport& report);

/// Brings a file or folder into the project in one transaction: after an error or a stop request
/// nothing of it is there. Rows that cannot be used are reported and left out. Pictures are told
/// apart by content, never by name. Without a split column pictures are parted 80/10/10 into
/// train, val and test by their content; fewer than 20 are all train.
/// Errors: Io and Data when the source as a whole cannot be read, Config when its format cannot be
/// told, Cancelled.
[[nodiscard]] Result<ImportReport> importFolder(store::Project& project,
                                                const std::filesystem::path& source,
                                                const ImportOptions& options = {},
                                                const JobControl& control = {});

} // namespace unimo::formats
