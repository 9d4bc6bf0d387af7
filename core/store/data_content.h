// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace unimo::store {

/// A name that a person gave to a state of the data.
struct NamedVersion
{
    std::string name;
    std::string version; ///< Project::dataVersion() then
    double made = 0;     ///< Unix time
};

/// What a version of the data holds of one sample.
struct SampleContent
{
    SampleId id = 0;
    SampleKind kind = SampleKind::Pair;
    std::string split;
    std::string picture; ///< its path
    std::string hash;    ///< of the picture's content
    std::vector<Caption> captions;
    std::vector<Question> questions;
    std::vector<Region> regions;
    /// Content hash of what programs made for it and of its examples: rewrites, neighbours,
    /// phrases.
    std::string derived;
};

/// The data at one moment, in the order of ids.
struct DataContent
{
    std::string version; ///< Project::dataVersion()
    std::vector<SampleContent> samples;
};

/// One line of a difference between two versions.
struct DataChange
{
    enum class What { Sample, Caption, Question, Box, Derived };
    enum class Kind { Added, Removed, Changed };
    What what = What::Sample;
    Kind kind = Kind::Changed;
    SampleId sample = 0;
    std::string before; ///< as text; empty where it was added
    std::string after;  ///< empty where it was removed
};

struct DataDiff
{
    std::vector<DataChange> changes; ///< in the order of samples
    [[nodiscard]] int64_t count(DataChange::What what, DataChange::Kind kind) const;
};

/// What has to change in `before` to become `after`. A sample is known by its number; of one that
/// was added or removed the captions, questions and boxes are counted too. Where neither is known
/// by its number but the content is the same, nothing changed.
[[nodiscard]] DataDiff difference(const DataContent& before, const DataContent& after);

/// Keeps a version in the project's folder (versions/<version>.jsonl), unless it is there.
[[nodiscard]] Status keepContent(const std::filesystem::path& project, const DataContent& content);
/// Whether a version was kept.
[[nodiscard]] bool isKept(const std::filesystem::path& project, const std::string& version);
/// Reads it again; a Data error names the line that cannot be read.
[[nodiscard]] Result<DataContent> keptContent(const std::filesystem::path& project,
                                              const std::string& version);
/// The kept versions, in the order of their hashes.
[[nodiscard]] std::vector<std::string> keptVersions(const std::filesystem::path& project);

} // namespace unimo::store
