// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/detail/training.h"

#include "core/bench/rounds.h"
#include "core/tensor/detail/device_meter.h"
#include "core/tensor/device.h"

namespace unimo::bench {

Training::Training(tasks::Bundle bundle, const Settings& recipe, const store::Project& project)
    : bundle_(std::move(bundle)),
      device_(tensor::resolveDevice(recipe.text("run.device")).orThrow()),
      rules_(train::stepRules(recipe, device_.str())),
      builder_(std::make_shared<const data::BatchBuilder>(
          train::trainingScenes(recipe, project, bundle_), train::stepPlan(recipe, bundle_),
          bundle_.sequenceIds(), 1))
{
    bundle_.to(device_);
    bundle_.train(true);
    optimizer_ =
        std::make_unique<train::Optimizer>(bundle_.state(), train::optimizerOptions(recipe));
}

double Training::learn(const data::StepBatch& batch)
{
    return timed([&] {
        optimizer_->zeroGradients();
        (void)train::learn(bundle_, batch, rules_, step_++);
        optimizer_->step(1e-5);
        tensor::finishWork(device_);
    });
}

double Training::encoderFlops(int64_t tokens) const
{
    const auto& config = bundle_.config;
    return 6.0 * static_cast<double>(config.layers) * static_cast<double>(config.hidden) *
           static_cast<double>(4 * config.hidden + 2 * config.feedForward) *
           static_cast<double>(tokens);
}

} // namespace unimo::bench
