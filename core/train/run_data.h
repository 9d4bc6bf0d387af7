// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/data_content.h"
#include "core/store/project.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unimo::train {

/// Which data a run began with: data.json in the run folder. The trainer writes it once, and keeps
/// that version of the data beside the project.
struct RunData
{
    std::string version; ///< store::Project::dataVersion()
    int64_t samples = 0;
    int64_t captions = 0;
    int64_t questions = 0;
    int64_t boxes = 0;
    friend bool operator==(const RunData&, const RunData&) = default;
};

[[nodiscard]] RunData runDataOf(const store::DataContent& content);
[[nodiscard]] Status writeRunData(const std::filesystem::path& run, const RunData& data);
/// Nothing for a run that has no readable data.json: one of an earlier program.
[[nodiscard]] std::optional<RunData> readRunData(const std::filesystem::path& run);

/// A version of a project's data that a person or a run knows.
struct KnownVersion
{
    std::string version;
    std::vector<std::string> names; ///< that a person gave it
    std::vector<std::string> runs;  ///< ids of those that began with it, the newest first
    double made = 0;                ///< Unix time; 0: no person named it
    bool kept = false;              ///< whether it can be compared
};

/// Those with a name, the newest first, then those of runs alone, the newest run first, then those
/// that are only kept. The data as it is now is among them only where it is one of these.
[[nodiscard]] std::vector<KnownVersion> knownVersions(const store::Project& project);

/// The version that is meant by a name, a run's id or the beginning (4 digits or more) of a hash.
[[nodiscard]] Result<std::string> versionNamed(const store::Project& project,
                                               const std::string& text);

} // namespace unimo::train
