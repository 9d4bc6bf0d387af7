// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/prefetcher.h"
#include "core/events/event_writer.h"
#include "core/train/detail/checkpoint.h"
#include "core/train/detail/heartbeat.h"
#include "core/train/detail/train_step.h"
#include "core/train/schedule.h"
#include "core/train/trainer.h"

#include <chrono>
#include <memory>
#include <optional>

namespace unimo::train {

/// One run from start to end. The schedule decides, TrainerState remembers, computeLosses and the
/// optimiser do the step, and report() tells the run folder.
class TrainerRun
{
public:
    explicit TrainerRun(const TrainRequest& request);
    ~TrainerRun();

    /// The whole run. Throws ErrorException.
    RunStatus run();
    /// Leaves the run as failed, at the step it had reached.
    void fail(const Error& error);

private:
    using Clock = std::chrono::steady_clock;

    void prepare();
    void step();
    void applyCommands();
    void apply(const ControlCommand& command);
    void setLive(const std::string& key, double value);
    void checkpoint();
    void validate(const std::filesystem::path& folder);
    void logStep(const StepLosses& losses, const at::Tensor& gradientNorm);
    void report(RunState state);
    [[nodiscard]] bool done() const;

    const TrainRequest& request_;
    Settings recipe_;
    RunStatus status_;
    Heartbeat heartbeat_;
    Schedule schedule_;
    TrainerState state_;
    StepRules rules_;
    std::string device_;

    tasks::Bundle bundle_;
    std::shared_ptr<const data::SceneData> scenes_;
    std::unique_ptr<Optimizer> optimizer_;
    std::unique_ptr<events::EventWriter> events_;
    std::unique_ptr<data::Prefetcher> prefetcher_;

    int64_t commandOffset_ = 0;
    bool paused_ = false;
    bool stopping_ = false;
    bool checkpointWanted_ = false;
    double nextCheckpoint_ = 0; ///< elapsed seconds
    Clock::time_point lastReport_;

    // Since the last logged step.
    double waited_ = 0, computed_ = 0;
    int64_t sequences_ = 0, steps_ = 0;
};

} // namespace unimo::train
