// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/files.h"
#include "core/tensor/device.h"
#include "core/train/bench.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <array>
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

std::string quoted(const std::string& text)
{
    std::string out = "'";
    for (char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// Runs the Python peer on the same lengths and reads the JSON it prints.
nlohmann::json runPeer(const Arguments& arguments, const std::string& precision,
                       const std::string& lengths, const nlohmann::json& own)
{
    const std::string command =
        quoted(arguments.peer) + " " +
        quoted(sharedFile("tests/bench/peer/train_step.py").string()) + " --lengths " +
        quoted(lengths) + " --layers " + own.at("layers").dump() + " --hidden " +
        own.at("hidden").dump() + " --heads " + own.at("heads").dump() + " --vocab " +
        own.at("vocabulary").dump() + " --output-vocab " + own.at("output_vocabulary").dump() +
        " --answers " + own.at("answers").dump() + " --threads " + own.at("threads").dump() +
        " --dtype " + precision;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (!pipe)
        throw ErrorException({ErrorKind::Io, "cannot be started", arguments.peer, {}});
    std::string output;
    std::array<char, 4096> block{};
    while (const size_t n = std::fread(block.data(), 1, block.size(), pipe))
        output.append(block.data(), n);
    if (::pclose(pipe) != 0)
        throw ErrorException({ErrorKind::Internal, "the peer failed", arguments.peer,
                              "see tests/bench/peer/README.md"});
    return nlohmann::json::parse(output);
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
        for (const char* precision : {"fp32", "bf16"}) {
            if (precision == std::string("bf16") && !tensor::cpuHasBf16())
                continue;
            auto peer =
                runPeer(arguments, precision, request.lengthsFile.string(), report["unimo"]);
            peer["speedup"] =
                peer["step_seconds"].get<double>() / report["unimo"]["step_seconds"].get<double>();
            report["peer"][precision] = std::move(peer);
        }
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

void addBenchCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* bench = app.add_subcommand("bench", "Measure this machine");
    bench->require_subcommand(1);
    auto* command = bench->add_subcommand("train", "Training steps against the clock");
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
