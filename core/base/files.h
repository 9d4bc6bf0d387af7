// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace unimo {

/// Reads a whole file; refuses one larger than `limit` bytes, since files are untrusted input.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& file,
                                           uint64_t limit = uint64_t{1} << 30);
/// Writes to a temporary name in the same folder, syncs, renames: readers see the old or the new
/// content, never a part.
[[nodiscard]] Status writeFileAtomic(const std::filesystem::path& file, std::string_view content);
/// Syncs a folder's entries, so that a rename in it survives a power cut.
[[nodiscard]] Status syncFolder(const std::filesystem::path& folder);
/// Appends one line in a single write, so that lines of several writers do not mix.
[[nodiscard]] Status appendLine(const std::filesystem::path& file, std::string_view line);

/// Parses a JSON file (comments allowed); a fault is named with its line.
[[nodiscard]] Result<nlohmann::json> readJson(const std::filesystem::path& file,
                                              uint64_t limit = uint64_t{1} << 30);
[[nodiscard]] Status writeJsonAtomic(const std::filesystem::path& file, const nlohmann::json& json);

/// A folder of its own under the system's temporary folder, removed with its content on
/// destruction.
class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Where downloads and starters are kept: $UNIMO_CACHE, else $XDG_CACHE_HOME/unimo, else
/// ~/.cache/unimo.
[[nodiscard]] std::filesystem::path cacheFolder();

/// The project's read-only files: resources/ or datasets/ beside the source tree or the install
/// prefix ($UNIMO_SHARE overrides). `relative` is e.g. "resources/recipes/demo.json".
[[nodiscard]] std::filesystem::path sharedFile(const std::string& relative);

} // namespace unimo
