// SPDX-License-Identifier: GPL-3.0-or-later
// What a run does so that several processes share it.
#include "core/base/log.h"
#include "core/base/threads.h"
#include "core/tensor/device.h"
#include "core/train/detail/trainer_run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace unimo::train {
namespace {

nlohmann::json toJson(const std::vector<ControlCommand>& commands)
{
    auto json = nlohmann::json::array();
    for (const auto& command : commands)
        json.push_back({static_cast<int>(command.kind), command.key, command.value});
    return json;
}

std::vector<ControlCommand> commandsOf(const nlohmann::json& json)
{
    std::vector<ControlCommand> commands;
    for (const auto& command : json)
        commands.push_back({static_cast<ControlCommand::Kind>(command[0].get<int>()),
                            command[1].get<std::string>(), command[2].get<double>()});
    return commands;
}

} // namespace

void TrainerRun::meetOthers()
{
    if (rank_.count == 1)
        return;
    group_ = tensor::ProcessGroup::join(rank_).orThrow();
    if (!leads())
        log::setLevel(log::Level::Warning); // process 0 says it for all
}

at::Device TrainerRun::place()
{
    if (device_ != "cuda" || !group_)
        return at::Device(device_);
    // More processes than GPUs share them.
    const at::Device gpu(at::kCUDA, static_cast<at::DeviceIndex>(rank_.localIndex %
                                                                 std::max(1, tensor::gpuCount())));
    const std::string reason = group_->useGpus(gpu).orThrow();
    log::info("train", reason.empty() ? "gradients travel between the GPUs (NCCL)"
                                      : "gradients travel through the host (Gloo): " + reason);
    return gpu;
}

/// Cores divide between the processes of a host where nobody said how many one may take.
int TrainerRun::threads() const
{
    const auto wanted = static_cast<int>(recipe_.integer("run.threads"));
    return wanted > 0 || rank_.localCount == 1 ? wanted
                                               : std::max(1, availableCores() / rank_.localCount);
}

/// Each process has to have a pair that is compared with those of the others.
void TrainerRun::checkPairs(const data::StepPlan& plan) const
{
    const std::pair<const char*, int64_t> counts[] = {{"contrast.pairs", plan.contrastPairs},
                                                      {"cmcl.pairs", plan.cmclPairs}};
    for (const auto& [key, count] : counts)
        if (count > 0 && count < rank_.count)
            throw ErrorException({ErrorKind::Config,
                                  std::string(key) + " = " + std::to_string(count) +
                                      " is less than the " + std::to_string(rank_.count) +
                                      " processes",
                                  {},
                                  "give each process a pair, or switch the objective off"});
}

void TrainerRun::applyCommands()
{
    std::vector<ControlCommand> commands;
    if (leads())
        commands = request_.run.commandsSince(commandOffset_);
    if (!group_) {
        stopping_ = stopping_ || request_.stop.stop_requested();
    } else {
        // Numbers that only process 0 adds to are its own.
        enum Order : int64_t { Stop, Elapsed, Commands, Count };
        at::Tensor orders = at::zeros({Count}, at::kDouble);
        auto* order = orders.mutable_data_ptr<double>();
        order[Stop] = request_.stop.stop_requested() ? 1 : 0;
        if (leads()) {
            order[Elapsed] = state_.elapsedSeconds;
            order[Commands] = static_cast<double>(commands.size());
        }
        group_->sum(orders);
        stopping_ = stopping_ || order[Stop] > 0;
        state_.elapsedSeconds = order[Elapsed];
        if (order[Commands] > 0)
            commands =
                commandsOf(nlohmann::json::parse(group_->broadcast(toJson(commands).dump())));
    }
    for (const auto& command : commands)
        apply(command);
}

std::map<std::string, double> TrainerRun::wholeStep(const StepLosses& losses)
{
    std::vector<at::Tensor> values;
    for (const StepScalar& scalar : losses.scalars)
        values.push_back(scalar.value.to(at::kFloat));
    const at::Tensor read = at::stack(values).cpu(); // one transfer for all
    std::map<std::string, double> own;
    for (size_t i = 0; i < values.size(); ++i)
        own[losses.scalars[i].tag] = read.const_data_ptr<float>()[i];
    if (!group_)
        return own;

    nlohmann::json part{{"sequences", sequences_}, {"scalars", nlohmann::json::object()}};
    for (const StepScalar& scalar : losses.scalars)
        part["scalars"][scalar.tag] = {own.at(scalar.tag), scalar.share};
    std::map<std::string, double> sums, shares;
    sequences_ = 0;
    for (const std::string& text : group_->gather(part.dump())) {
        const auto json = nlohmann::json::parse(text);
        sequences_ += json["sequences"].get<int64_t>();
        for (const auto& [tag, pair] : json["scalars"].items()) {
            // JSON has no number for what is none; the loss of all is none then.
            const double value = pair[0].is_number() ? pair[0].get<double>() : std::nan("");
            sums[tag] += value * pair[1].get<double>();
            shares[tag] += pair[1].get<double>();
        }
    }
    for (auto& [tag, sum] : sums)
        sum /= shares.at(tag);
    return sums;
}

tensor::TensorMap TrainerRun::memory(const tensor::ProcessGroup* group) const
{
    tensor::TensorMap all = optimizer_->state();
    all.merge(randomStates(bundle_.device(), group));
    return all;
}

Error TrainerRun::afterLoss(const tensor::LostProcess& lost)
{
    // The weights are those of the last whole step: a process is missed before the next is taken.
    // Not so on a GPU, where steps are still under way; and a part of a shared optimiser is lost.
    const bool whole = optimizer_ && state_.step > 0 && !optimizer_->isShared() &&
                       !(group_ && group_->joinsGpus());
    if (leads() && whole) {
        madeWith_ = {}; // in the middle of a step: the random numbers do not go on from here
        writeCheckpoint(memory(nullptr));
    }
    const auto latest = request_.run.latestCheckpoint();
    return {ErrorKind::Internal,
            lost.what(),
            {},
            latest ? "go on from " + latest->filename().string() +
                         " with --resume, with as many processes as there are now"
                   : "there is no checkpoint yet: start again"};
}

} // namespace unimo::train
