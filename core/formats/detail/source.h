// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/import.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// What every format is read into, and the readers.
namespace unimo::formats::detail {

/// One picture with at most one caption; several rows of one picture are several captions.
struct SourceRow
{
    std::filesystem::path picture; ///< absolute
    std::string caption;           ///< empty: the picture alone
    std::string split;             ///< empty: not said
    std::string where;
};

struct SourceRows
{
    std::vector<SourceRow> rows;
    std::vector<ImportProblem> problems;
};

[[nodiscard]] Result<SourceRows> readCsv(const std::filesystem::path& file);
[[nodiscard]] Result<SourceRows> readSidecars(const std::filesystem::path& folder);
[[nodiscard]] Result<SourceRows> readCocoCaptions(const std::filesystem::path& file);

/// Which format, and which file or folder its reader wants: a folder may hold the .csv or .json.
struct DetectedSource
{
    SourceFormat format = SourceFormat::Auto;
    std::filesystem::path place;
};
[[nodiscard]] Result<DetectedSource> detectSource(const std::filesystem::path& source,
                                                  SourceFormat wanted);
/// Whether the first line of a file names the columns filepath and title.
[[nodiscard]] bool hasCsvHeader(const std::filesystem::path& file);
/// Whether the file's ending is one of a picture.
[[nodiscard]] bool isPictureName(const std::filesystem::path& file);

/// A caption as it is stored: without blanks around it.
[[nodiscard]] std::string trimmed(std::string_view text);
/// Why a caption cannot be taken (not UTF-8, a zero byte, too long); empty when it can.
[[nodiscard]] std::string captionFault(std::string_view text);

} // namespace unimo::formats::detail
