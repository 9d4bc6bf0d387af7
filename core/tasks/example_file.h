// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/examples.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdio>
#include <filesystem>
#include <stop_token>

namespace unimo::tasks {

/// evaluation-test-truth.json -> evaluation-test-truth.examples.jsonl
[[nodiscard]] std::filesystem::path examplesFileOf(const std::filesystem::path& report);

/// An example as a line of the file, its end included.
[[nodiscard]] std::string exampleLine(const EvaluatedExample& example);

/// Writes the examples of an evaluation as they come, a line each (docs/file-formats.md). Until
/// finish() the file has a temporary name, and it is removed when that never comes.
class ExampleWriter
{
public:
    /// Io error when the file cannot be made.
    [[nodiscard]] static Result<ExampleWriter> create(const std::filesystem::path& file);
    ~ExampleWriter();
    ExampleWriter(ExampleWriter&& other) noexcept;
    ExampleWriter& operator=(ExampleWriter&&) = delete;

    /// Long texts are cut to kLongestText bytes. What goes wrong is told by finish().
    void add(const EvaluatedExample& example);
    /// Syncs and renames. What it returns belongs into the report as "examples": by it a reader
    /// knows that table and examples are of one evaluation.
    [[nodiscard]] Result<nlohmann::json> finish();

    static constexpr size_t kLongestText = 4000;

private:
    ExampleWriter(std::filesystem::path file, std::string temporary, std::FILE* stream);

    std::filesystem::path file_;
    std::string temporary_;
    std::FILE* stream_;
    int64_t count_ = 0;
    int64_t bytes_ = 0;
};

/// Whether the file beside the report holds the examples that the report was made of.
[[nodiscard]] bool hasExamples(const std::filesystem::path& reportFile,
                               const nlohmann::json& report);

/// Reads what is asked for of a file, a line at a time. Data error, with its line, for what is no
/// example, and for more than kMostExamples.
[[nodiscard]] Result<std::vector<EvaluatedExample>> readExamples(const std::filesystem::path& file,
                                                                 const ExampleQuery& query,
                                                                 const std::stop_token& stop = {});
inline constexpr size_t kMostExamples = 2'000'000;

} // namespace unimo::tasks
