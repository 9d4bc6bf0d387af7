// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace unimo::train {

/// All that a run's numbers depend on beside its weights, moments and random states. Each
/// checkpoint keeps it: "made_with" in trainer.json.
struct Circumstances
{
    std::string program;   ///< version of this program
    std::string data;      ///< store::Project::dataVersion()
    std::string recipe;    ///< hash of the effective recipe
    std::string device;    ///< "cpu", "cuda"
    std::string processor; ///< its vector code and name: another one rounds otherwise
    std::string precision; ///< "fp32", "bf16"
    int64_t threads = 0;   ///< that one operation may use: sums are split by their number
    int64_t processes = 1;

    bool operator==(const Circumstances&) const = default;
};

[[nodiscard]] nlohmann::json toJson(const Circumstances& circumstances);
/// Members that are missing or of a wrong type stay as they are by default.
[[nodiscard]] Circumstances circumstancesFromJson(const nlohmann::json& json);

/// Why a resumed run would not give the numbers that it would have given without the stop.
struct ResumeObstacle
{
    enum class Kind {
        NoCheckpoint, ///< none, or a part of it is missing
        Unknown,      ///< made before checkpoints kept their circumstances
        Program,
        Data,
        Recipe,
        Device,
        Processor,
        Precision,
        Threads,
        Processes,
        Gpu,  ///< sums on a GPU come in no fixed order
        Clock ///< the run ends by time, and its learning rate goes by the clock
    };
    Kind kind = Kind::Unknown;
    std::string then = {}; ///< of what is not the same any more
    std::string now = {};
};

/// One line for a person.
[[nodiscard]] std::string textOf(const ResumeObstacle& obstacle);

/// What stands in the way of going on bit for bit from the run's latest checkpoint; nothing: N
/// steps then equal k steps, stop, resume and N - k steps. `now`: what a resume would find.
[[nodiscard]] std::vector<ResumeObstacle> resumeObstacles(const RunFolder& run,
                                                          const Circumstances& now);

/// Whether the run came to the end that its recipe gives it, so that there is nothing to resume.
[[nodiscard]] bool isComplete(const RunFolder& run, const RunStatus& status);

} // namespace unimo::train
