// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/prefetcher.h"
#include "core/events/event_writer.h"
#include "core/train/detail/checkpoint.h"
#include "core/train/detail/gradient_exchange.h"
#include "core/train/detail/heartbeat.h"
#include "core/train/detail/train_step.h"
#include "core/train/schedule.h"
#include "core/train/trainer.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>

namespace unimo::train {

/// One run from start to end. The schedule decides, TrainerState remembers, computeLosses and the
/// optimiser do the step, and report() tells the run folder. Of several processes that share a run
/// each does the same with its part of every step's items; process 0 alone reads commands and
/// writes.
class TrainerRun
{
public:
    TrainerRun(const TrainRequest& request, const tensor::Rank& rank);
    ~TrainerRun();

    /// The whole run. Throws ErrorException.
    RunStatus run();
    /// Whether this process writes the run folder.
    [[nodiscard]] bool leads() const { return rank_.index == 0; }
    /// Leaves the run as failed, at the step it had reached.
    void fail(const Error& error);

private:
    using Clock = std::chrono::steady_clock;

    void meetOthers();
    /// That one operation may use.
    [[nodiscard]] int threads() const;
    /// Each process has to have a pair that is compared with those of the others.
    void checkPairs(const data::StepPlan& plan) const;
    void prepare();
    /// Says in the run folder which data the run began with, and keeps that version.
    void noteData(const store::Project& project) const;
    void loop();
    void step();
    void saveAfterLoss();
    /// What is to be done and how late it is: the same in all processes.
    void applyCommands();
    void apply(const ControlCommand& command);
    void setLive(const std::string& key, double value);
    void checkpoint();
    /// Returns the checkpoint's folder.
    std::filesystem::path writeCheckpoint(const tensor::TensorMap& random);
    void validate(const std::filesystem::path& folder);
    /// The curves' points of this step, over all processes, and how many sequences these had since
    /// the last ones.
    [[nodiscard]] std::map<std::string, double> wholeStep(const StepLosses& losses);
    void logStep(const std::map<std::string, double>& scalars, const at::Tensor& gradientNorm);
    void report(RunState state);
    [[nodiscard]] bool done() const;

    const TrainRequest& request_;
    tensor::Rank rank_;
    std::shared_ptr<const tensor::ProcessGroup> group_; ///< none: this process is alone
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
    std::unique_ptr<GradientExchange> exchange_;
    std::unique_ptr<events::EventWriter> events_;
    std::unique_ptr<data::Prefetcher> prefetcher_;

    int64_t commandOffset_ = 0;
    bool paused_ = false;
    bool stopping_ = false;
    bool checkpointWanted_ = false;
    double nextCheckpoint_ = 0; ///< elapsed seconds
    Clock::time_point lastReport_;

    // Since the last logged step.
    double waited_ = 0, computed_ = 0, exchanged_ = 0;
    int64_t sequences_ = 0, steps_ = 0;
};

} // namespace unimo::train
