// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/trainer_run.h"

#include "core/base/host.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/threads.h"
#include "core/tasks/detail/validation.h"
#include "core/tensor/device.h"
#include "core/train/detail/recipe_plan.h"
#include "core/train/detail/similarity_histograms.h"
#include "core/train/detail/start.h"
#include "core/train/run_data.h"

#include <unistd.h>

#include <cmath>
#include <thread>

namespace unimo::train {
namespace {

constexpr int64_t kPointsPerHistogram = 10; ///< points of the curves

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

TrainerRun::TrainerRun(const TrainRequest& request, const tensor::Rank& rank)
    : request_(request), rank_(rank), recipe_(request.recipe), heartbeat_(request.run)
{
    status_.pid = ::getpid();
    status_.host = hostName();
}

TrainerRun::~TrainerRun() = default;

void TrainerRun::fail(const Error& error)
{
    if (!leads())
        return;
    status_.state = RunState::Failed;
    status_.error = error.text();
    heartbeat_.publish(status_);
}

void TrainerRun::prepare()
{
    report(RunState::Starting);
    meetOthers();
    if (request_.resume) // what was asked of the run before is over
        (void)request_.run.commandsSince(commandOffset_);
    tensor::setComputeThreads(threads());
    device_ = tensor::resolveDevice(recipe_.text("run.device")).orThrow();
    rules_ = stepRules(recipe_, device_);
    rules_.group = group_;
    status_.device = device_;
    const at::Device place =
        device_ == "cuda" && group_
            ? at::Device(at::kCUDA, static_cast<at::DeviceIndex>(rank_.localIndex))
            : at::Device(device_);
    // Dropout of each process is its own.
    const auto seed = static_cast<uint64_t>(recipe_.integer("run.seed"));
    torch::manual_seed(leads() ? seed : mixSeed({seed, static_cast<uint64_t>(rank_.index)}));

    auto project = store::Project::open(request_.project, /*readOnly=*/true).orThrow();
    std::optional<std::filesystem::path> from;
    if (request_.resume) {
        from = request_.run.latestCheckpoint();
        if (!from)
            throw ErrorException({ErrorKind::Data, "the run has no checkpoint to resume from",
                                  request_.run.path().string(), "start a new run"});
    }
    bundle_ = from ? tasks::loadBundle(*from).orThrow() : startBundle(recipe_, *project).orThrow();
    bundle_.to(place);
    bundle_.train(true);
    bundle_.heads->logTemperature.set_requires_grad(recipe_.boolean("model.temperature_learnt"));

    optimizer_ = std::make_unique<Optimizer>(bundle_.state(), optimizerOptions(recipe_));
    state_.learningRate = recipe_.real("optim.learning_rate");
    if (from) {
        state_ = restoreCheckpoint(*from, *optimizer_, bundle_.device(), rank_.index).orThrow();
        for (const auto& [key, value] : state_.weights.items())
            setLive(key, value.get<double>());
        log::info("train", "resumed from " + from->filename().string());
    }
    schedule_ = schedule(recipe_);
    if (schedule_.steps == 0 && schedule_.seconds <= 0)
        throw ErrorException(
            {ErrorKind::Config, "run.steps and run.minutes are both 0", {}, "give one of them"});

    scenes_ = trainingScenes(recipe_, *project, bundle_);
    if (scenes_->questionsOutsideVocabulary > 0)
        log::warning("train", std::to_string(scenes_->questionsOutsideVocabulary) +
                                  " questions have an answer outside the vocabulary");
    const data::StepPlan plan = stepPlan(recipe_, bundle_);
    checkPairs(plan);
    auto builder = std::make_shared<const data::BatchBuilder>(
        scenes_, plan, bundle_.sequenceIds(), seed, data::Shard{rank_.index, rank_.count});
    prefetcher_ = std::make_unique<data::Prefetcher>(std::move(builder), state_.step, place);
    if (group_) {
        for (const auto& [name, value] : bundle_.state())
            group_->broadcast(value);
        exchange_ = std::make_unique<GradientExchange>(group_, bundle_.state());
    }
    if (leads())
        events_ = events::EventWriter::open(request_.run.path(),
                                            from ? std::optional(state_.step + 1) : std::nullopt)
                      .orThrow();
    nextCheckpoint_ = state_.elapsedSeconds + recipe_.real("run.checkpoint_seconds") / 3;
    log::info("train", std::to_string(scenes_->scenes.size()) + " pairs, " +
                           std::to_string(scenes_->texts.size()) + " single texts, " +
                           std::to_string(scenes_->pictures.size()) +
                           " single pictures, vocabulary " +
                           std::to_string(bundle_.config.vocabulary) + " (" +
                           std::to_string(bundle_.config.outputVocabulary) + " predicted), " +
                           std::to_string(bundle_.answers.size()) + " answers, " +
                           std::to_string(bundle_.model->parameterCount()) + " parameters, " +
                           device_ + (rules_.autocast ? " bf16" : " fp32") +
                           (group_ ? ", " + std::to_string(rank_.count) + " processes" : "") +
                           ", data " + scenes_->version);
    if (leads())
        noteData(*project);
}

void TrainerRun::noteData(const store::Project& project) const
{
    const std::filesystem::path& run = request_.run.path();
    if (request_.resume) {
        const auto begun = readRunData(run);
        if (begun && begun->version != scenes_->version)
            log::warning("train", "the data has changed since the run began: it was " +
                                      begun->version + ", it is " + scenes_->version);
        return;
    }
    // Read again: what a run learns from is in another shape, without the numbers of the rows.
    const store::DataContent content = project.content();
    RunData data = runDataOf(content);
    data.version = scenes_->version;
    if (const Status written = writeRunData(run, data); !written)
        log::warning("train", written.error().text());
    if (content.version != scenes_->version) { // edited in this second
        log::warning("train", "the data was edited while it was read: this version is not kept");
        return;
    }
    if (const Status kept = store::keepContent(project.folder(), content); !kept)
        log::warning("train", "this version of the data is not kept: " + kept.error().text());
}

bool TrainerRun::done() const
{
    return stopping_ || schedule_.finished(state_.step, state_.elapsedSeconds);
}

RunStatus TrainerRun::run()
{
    try {
        prepare();
        loop();
        return status_;
    } catch (const tensor::LostProcess& lost) {
        saveAfterLoss();
        throw ErrorException({ErrorKind::Internal,
                              lost.what(),
                              {},
                              "start all processes again with --resume, as many as there are now"});
    }
}

void TrainerRun::loop()
{
    report(RunState::Running);
    while (true) {
        applyCommands();
        if (done())
            break;
        if (checkpointWanted_ || state_.elapsedSeconds >= nextCheckpoint_)
            checkpoint();
        if (paused_) {
            if (secondsSince(lastReport_) > 0.5)
                report(RunState::Paused);
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            continue;
        }
        step();
    }
    report(RunState::Stopping);
    checkpoint();
    report(RunState::Finished);
}

void TrainerRun::step()
{
    const auto start = Clock::now();
    const data::StepBatch batch = prefetcher_->next();
    const double waited = secondsSince(start);

    optimizer_->zeroGradients();
    if (exchange_)
        exchange_->begin();
    const StepLosses losses = learn(bundle_, batch, rules_,
                                    mixSeed({static_cast<uint64_t>(recipe_.integer("run.seed")),
                                             static_cast<uint64_t>(state_.step)}));
    if (exchange_) {
        const auto learnt = Clock::now();
        exchange_->finish();
        exchanged_ += secondsSince(learnt);
    }
    const double factor =
        schedule_.rateFactor(schedule_.progress(state_.step, state_.elapsedSeconds));
    const at::Tensor norm = optimizer_->step(state_.learningRate * factor);

    ++state_.step;
    const bool logged = state_.step % recipe_.integer("run.log_every") == 0;
    sequences_ += batch.sequences;
    ++steps_;
    std::map<std::string, double> scalars;
    if (logged) { // a GPU is behind; now it is waited for
        scalars = wholeStep(losses);
        status_.loss = scalars.at("loss/total");
    }
    const double took = secondsSince(start);
    state_.elapsedSeconds += took;
    waited_ += waited;
    computed_ += took - waited;
    if (logged)
        logStep(scalars, norm);
    const int64_t apart = recipe_.integer("run.log_every") * kPointsPerHistogram;
    if (leads() && state_.step % apart == 0)
        addSimilarities(*events_, losses.compared, state_.step);
    if (secondsSince(lastReport_) > 0.5)
        report(RunState::Running);
}

void TrainerRun::logStep(const std::map<std::string, double>& scalars,
                         const at::Tensor& gradientNorm)
{
    if (leads())
        for (const auto& [tag, value] : scalars)
            events_->addScalar(tag, static_cast<float>(value), state_.step);
    if (!std::isfinite(status_.loss))
        throw ErrorException({ErrorKind::Internal,
                              "the loss is not a number at step " + std::to_string(state_.step),
                              {},
                              "resume from the last checkpoint with a lower learning rate"});
    const double factor =
        schedule_.rateFactor(schedule_.progress(state_.step, state_.elapsedSeconds));
    const auto scalar = [&](const char* tag, double value) {
        if (leads())
            events_->addScalar(tag, static_cast<float>(value), state_.step);
    };
    scalar("train/learning_rate", state_.learningRate * factor);
    scalar("train/gradient_norm", gradientNorm.item<double>());
    const double seconds = waited_ + computed_;
    if (seconds > 0) {
        status_.samplesPerSecond = static_cast<double>(sequences_) / seconds;
        status_.dataWaitShare = waited_ / seconds;
        scalar("time/sequences_per_second", status_.samplesPerSecond);
        scalar("time/data_wait_ms", 1000 * waited_ / static_cast<double>(steps_));
        scalar("time/compute_ms", 1000 * computed_ / static_cast<double>(steps_));
        if (group_) // of the former: what backward had not hidden
            scalar("time/exchange_ms", 1000 * exchanged_ / static_cast<double>(steps_));
    }
    waited_ = computed_ = exchanged_ = 0;
    sequences_ = steps_ = 0;
}

void TrainerRun::report(RunState state)
{
    status_.state = state;
    lastReport_ = Clock::now();
    status_.step = state_.step;
    status_.totalSteps = schedule_.steps;
    status_.elapsedSeconds = state_.elapsedSeconds;
    status_.remainingSeconds =
        state == RunState::Finished ? 0 : schedule_.remaining(state_.step, state_.elapsedSeconds);
    status_.memoryBytes = peakMemoryBytes();
    if (!leads())
        return;
    if (events_)
        if (auto flushed = events_->flush(); !flushed)
            log::warning("train", flushed.error().text());
    heartbeat_.publish(status_);
    if (request_.onStatus)
        request_.onStatus(status_);
}

void TrainerRun::checkpoint()
{
    checkpointWanted_ = false;
    nextCheckpoint_ = state_.elapsedSeconds + recipe_.real("run.checkpoint_seconds");
    const tensor::TensorMap random = randomStates(bundle_.device(), group_.get());
    if (leads())
        validate(writeCheckpoint(random));
}

std::filesystem::path TrainerRun::writeCheckpoint(const tensor::TensorMap& random)
{
    const auto folder = saveCheckpoint(request_.run, bundle_, *optimizer_, state_, random,
                                       recipe_.integer("run.keep_checkpoints"))
                            .orThrow();
    status_.lastCheckpoint = folder.filename().string();
    log::info("train", "checkpoint " + status_.lastCheckpoint);
    report(status_.state);
    return folder;
}

void TrainerRun::validate(const std::filesystem::path& folder)
{
    if (recipe_.integer("run.validation_scenes") == 0)
        return;
    bundle_.train(false);
    auto project = store::Project::open(request_.project, /*readOnly=*/true).orThrow();
    const tasks::Validation found = tasks::validate(
        bundle_, *project, "val", recipe_.integer("run.validation_scenes"), request_.stop);
    bundle_.train(true);
    if (found.scenes == 0)
        return;
    for (const auto& [tag, value] : found.scalars)
        events_->addScalar(tag, value, state_.step);
    for (const auto& text : found.texts)
        events_->addText("samples/" + text.first, text.second, state_.step);
    log::info("train", folder.filename().string() + ": " + found.line);
}

void TrainerRun::apply(const ControlCommand& command)
{
    switch (command.kind) {
    case ControlCommand::Kind::Pause:
        paused_ = true;
        break;
    case ControlCommand::Kind::Resume:
        paused_ = false;
        break;
    case ControlCommand::Kind::Checkpoint:
        checkpointWanted_ = true;
        break;
    case ControlCommand::Kind::Stop:
        stopping_ = true;
        break;
    case ControlCommand::Kind::Set: {
        const SettingInfo* info = findSetting(recipeTable(), command.key);
        if (!info || !info->live || !checkSetting(*info, command.value)) {
            log::warning("train",
                         "ignored: set " + command.key + " " + std::to_string(command.value));
            return;
        }
        setLive(command.key, command.value);
        state_.weights[command.key] = command.value;
        if (leads())
            events_->addScalar("changed/" + command.key, static_cast<float>(command.value),
                               state_.step);
        log::info("train", "step " + std::to_string(state_.step) + ": " + command.key + " = " +
                               std::to_string(command.value));
        break;
    }
    }
}

void TrainerRun::setLive(const std::string& key, double value)
{
    const std::pair<const char*, double*> places[] = {
        {"optim.learning_rate", &state_.learningRate},
        {"contrast.weight", &rules_.weights.contrast},
        {"caption.weight", &rules_.weights.caption},
        {"mlm.weight", &rules_.weights.masked},
        {"regions.feature_weight", &rules_.weights.regionFeature},
        {"regions.class_weight", &rules_.weights.regionClass},
        {"match.weight", &rules_.weights.match},
        {"vqa.weight", &rules_.weights.answer},
        {"cmcl.weight", &rules_.weights.cmcl},
        {"texts.weight", &rules_.weights.loneTexts},
        {"tasks.weight", &rules_.weights.tasks},
        {"retrieval.weight", &rules_.weights.retrieval},
        {"pictures.weight", &rules_.weights.lonePictures}};
    for (const auto& [name, place] : places)
        if (key == name)
            *place = value;
}

} // namespace unimo::train
