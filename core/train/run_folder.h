// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// The run folder is the protocol between a trainer and whoever watches it (docs/architecture.md).
namespace unimo::train {

enum class RunState { Queued, Starting, Running, Paused, Stopping, Finished, Failed, Lost };
[[nodiscard]] const char* name(RunState state);
[[nodiscard]] RunState runStateFromName(const std::string& name);

/// status.json: replaced whole at least once a second while the trainer lives.
struct RunStatus
{
    RunState state = RunState::Queued;
    int64_t pid = 0;
    std::string host;
    int64_t step = 0;
    int64_t totalSteps = 0;       ///< 0 when the run is bounded by time alone
    double elapsedSeconds = 0;    ///< training time, pauses left out, over all resumes
    double remainingSeconds = -1; ///< -1: not known yet
    double samplesPerSecond = 0;
    double dataWaitShare = 0; ///< part of the step spent waiting for data, 0-1
    int64_t memoryBytes = 0;  ///< peak resident
    double loss = 0;
    std::string device;         ///< "cpu", "cuda:0"
    std::string lastCheckpoint; ///< folder name under checkpoints/, empty before the first
    std::string error;          ///< why it failed
    double heartbeat = 0;       ///< Unix time of this status, seconds

    // What may be asked of a run in this state. The window's buttons bind to these.
    [[nodiscard]] bool canPause() const { return state == RunState::Running; }
    [[nodiscard]] bool canResume() const { return state == RunState::Paused; }
    [[nodiscard]] bool canStop() const
    {
        return state == RunState::Running || state == RunState::Paused ||
               state == RunState::Starting;
    }
    /// Stopped, failed or lost with a checkpoint: `unimo train --run DIR --resume` goes on.
    [[nodiscard]] bool canRestart() const
    {
        return (state == RunState::Finished || state == RunState::Failed ||
                state == RunState::Lost) &&
               !lastCheckpoint.empty();
    }
};

[[nodiscard]] nlohmann::json toJson(const RunStatus& status);
[[nodiscard]] Result<RunStatus> runStatusFromJson(const nlohmann::json& json);

/// One line of control.jsonl.
struct ControlCommand
{
    enum class Kind { Pause, Resume, Checkpoint, Stop, Set };
    Kind kind = Kind::Pause;
    std::string key;  ///< for Set: a live setting of the recipe table
    double value = 0; ///< for Set
};

/// A run folder seen from either side. Cheap to copy; every call reads or writes the disk.
class RunFolder
{
public:
    explicit RunFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
    [[nodiscard]] std::string id() const { return folder_.filename().string(); }
    [[nodiscard]] std::filesystem::path recipeFile() const { return folder_ / "recipe.json"; }
    [[nodiscard]] std::filesystem::path logFile() const { return folder_ / "log.txt"; }
    [[nodiscard]] std::filesystem::path checkpointsFolder() const
    {
        return folder_ / "checkpoints";
    }

    [[nodiscard]] Status writeStatus(const RunStatus& status) const;
    /// As written, but a run that claims to live and has had no heartbeat for 30 s, or whose
    /// process is gone on this host, is reported as Lost.
    [[nodiscard]] Result<RunStatus> status() const;

    [[nodiscard]] Status send(const ControlCommand& command) const;
    /// The commands appended since `offset` (bytes), which is moved on. Lines that make no sense
    /// are skipped with a warning in the log.
    [[nodiscard]] std::vector<ControlCommand> commandsSince(int64_t& offset) const;

    /// Complete checkpoints, oldest first (their trainer.json is the mark of completeness).
    [[nodiscard]] std::vector<std::filesystem::path> checkpoints() const;
    [[nodiscard]] std::optional<std::filesystem::path> latestCheckpoint() const;

private:
    std::filesystem::path folder_;
};

/// Every run under a project's runs/ folder, newest first.
[[nodiscard]] std::vector<RunFolder> listRuns(const std::filesystem::path& runsFolder);
/// A fresh folder name: "2026-11-24-1512-demo", with a number behind it when taken.
[[nodiscard]] std::filesystem::path newRunFolder(const std::filesystem::path& runsFolder,
                                                 const std::string& label);

} // namespace unimo::train
