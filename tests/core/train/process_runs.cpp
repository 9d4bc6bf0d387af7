// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/process_runs.h"

#include "core/events/event_tail.h"
#include "core/train/run_folder.h"
#include "tests/core/train/tiny_project.h"

#include <torch/torch.h>

namespace unimo::tests {
namespace {

tensor::TensorMap readCheckpoint(const std::filesystem::path& run, const char* file)
{
    return tensor::readSafetensors(*train::RunFolder(run).latestCheckpoint() / file)
        .orThrow()
        .tensors;
}

} // namespace

Settings processesRecipe(int64_t steps)
{
    Settings recipe = tinyRecipe(steps);
    recipe
        .merge({{"model", {{"dropout", 0}, {"feature_dropout", 0}}},
                {"cmcl", {{"on", true}, {"pairs", 5}}},
                {"texts", {{"on", true}, {"count", 3}}},
                {"pictures", {{"on", true}, {"count", 3}}},
                {"optim", {{"warmup", 0}, {"final", 1}}},
                {"run", {{"validation_scenes", 0}}}})
        .orThrow();
    return recipe;
}

events::EventHistory curvesOf(const std::filesystem::path& run)
{
    events::EventTail tail(run);
    events::EventHistory history;
    history.apply(tail.poll());
    return history;
}

tensor::TensorMap weightsOf(const std::filesystem::path& run)
{
    return readCheckpoint(run, "model.safetensors");
}

tensor::TensorMap momentsOf(const std::filesystem::path& run)
{
    tensor::TensorMap all = readCheckpoint(run, "optimizer.safetensors");
    std::erase_if(all, [](const auto& entry) { return entry.first.starts_with("random/"); });
    return all;
}

double distance(const tensor::TensorMap& a, const tensor::TensorMap& b)
{
    double most = 0;
    for (const auto& [name, value] : a)
        if (value.numel() > 0)
            most = std::max(most, (value - b.at(name)).abs().max().item<double>());
    return most;
}

} // namespace unimo::tests
