// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_training.h"

#include "core/base/files.h"
#include "core/bench/peer.h"
#include "core/tensor/device.h"
#include "core/train/bench.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string project;
    std::string recipe = "demo";
    std::string lengths;
    std::string peer;
    std::string device;
    std::vector<std::string> changes;
    int64_t steps = 8;
    bool json = false;
};

/// Runs the Python peer's steps on the same lengths: as many as ours, after its warm-up.
nlohmann::json runPeer(const Arguments& arguments, const std::string& precision,
                       const std::string& lengths, const nlohmann::json& own)
{
    const auto number = [&](const char* key) { return own.at(key).dump(); };
    bench::Peer peer(arguments.peer, "train_step.py",
                     {"--serve", "--lengths", lengths, "--layers", number("layers"), "--hidden",
                      number("hidden"), "--heads", number("heads"), "--vocab", number("vocabulary"),
                      "--output-vocab", number("output_vocabulary"), "--answers", number("answers"),
                      "--threads", number("threads"), "--dtype", precision});
    std::vector<double> seconds;
    nlohmann::json last;
    for (int64_t i = 0; i < arguments.steps; ++i) {
        last = peer.round();
        seconds.push_back(last.at("seconds"));
    }
    std::sort(seconds.begin(), seconds.end());
    last.erase("seconds");
    last["peer"] = peer.name();
    last["step_seconds"] = seconds[seconds.size() / 2];
    last["speedup"] = seconds[seconds.size() / 2] / own.at("step_seconds").get<double>();
    return last;
}

void benchTraining(const Arguments& arguments)
{
    const TemporaryFolder folder;
    train::BenchRequest request;
    request.project = arguments.project;
    request.recipe = train::loadRecipe(arguments.recipe, arguments.changes).orThrow();
    if (!arguments.device.empty())
        request.recipe.set("run.device", arguments.device).orThrow();
    request.steps = arguments.steps;
    request.lengthsFile = arguments.lengths.empty() ? folder.path() / "lengths.json"
                                                    : std::filesystem::path(arguments.lengths);
    nlohmann::json report = {{"unimo", train::benchTrain(request).orThrow()}};
    if (!arguments.peer.empty()) {
        // Its default, and the best it has where the processor has bf16.
        for (const char* precision : {"fp32", "bf16"})
            if (precision == std::string("fp32") || tensor::cpuHasBf16())
                report["peer"][precision] =
                    runPeer(arguments, precision, request.lengthsFile.string(), report["unimo"]);
    }
    if (arguments.json) {
        std::cout << report.dump(2) << '\n';
        return;
    }
    const auto& own = report["unimo"];
    std::printf("%s: step %.4f s, %.0f sequences/s, %.0f tokens/s, %s, %d threads, peak %.0f MiB\n",
                own["device"].get<std::string>().c_str(), own["step_seconds"].get<double>(),
                own["sequences_per_second"].get<double>(), own["tokens_per_second"].get<double>(),
                own["precision"].get<std::string>().c_str(), own["threads"].get<int>(),
                own["peak_mib"].get<double>());
    std::printf("encoder %.0f GFLOP/s, %.0f %% of the device's matrix-product rate (%.0f)\n",
                own["encoder_gflops"].get<double>(),
                100 * own["encoder_gflops"].get<double>() / own["gemm_gflops"].get<double>(),
                own["gemm_gflops"].get<double>());
    if (report.contains("peer"))
        for (const auto& [precision, peer] : report["peer"].items())
            std::printf("Python peer (%s): step %.3f s, peak %.0f MiB: %.2f times as long\n",
                        precision.c_str(), peer["step_seconds"].get<double>(),
                        peer["peak_mib"].get<double>(), peer["speedup"].get<double>());
}

} // namespace

void addBenchTraining(CLI::App& bench)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = bench.add_subcommand("train", "Training steps of any project and recipe");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--recipe", arguments->recipe, "Preset name or recipe file")
        ->capture_default_str();
    command->add_option("--steps", arguments->steps, "Steps to measure")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    command->add_option("--set", arguments->changes, "Change a setting: KEY=VALUE (repeatable)");
    command->add_option("--device", arguments->device, "auto, cpu or cuda; else the recipe's");
    command->add_option("--write-lengths", arguments->lengths, "Keep the sequence lengths here");
    command->add_option("--peer", arguments->peer,
                        "A Python with torch and transformers: runs the same step there, in fp32 "
                        "and, where the processor has it, under bf16 autocast");
    command->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    command->callback([arguments] { benchTraining(*arguments); });
}

} // namespace unimo::cli
