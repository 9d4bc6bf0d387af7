// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_training.h"
#include "app/cli/commands.h"
#include "core/bench/history.h"
#include "core/bench/workloads.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

#include "datasets/demo/builder.h"
#include "datasets/workload/builder.h"

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string python;
    std::string history;
    int rounds = 3;
    bool tiny = false;
    bool full = false;
    bool json = false;
};

bench::ProjectMakers projectMakers()
{
    bench::ProjectMakers make;
    make.workload = [](const std::filesystem::path& folder, const bench::WorkloadShape& shape,
                       const std::vector<std::string>& words) {
        datasets::WorkloadOptions options;
        options.pairs = shape.pairs;
        options.regions = shape.regions;
        options.dim = shape.dim;
        options.positives = shape.positives;
        options.negatives = shape.negatives;
        options.neighbours = shape.neighbours;
        options.words = words;
        datasets::buildWorkload(folder, options, {}).orThrow();
    };
    make.scenes = [](const std::filesystem::path& folder, int scenes) {
        datasets::DemoOptions options;
        options.scenes = scenes;
        (void)datasets::buildDemo(folder, options, {}).orThrow();
    };
    return make;
}

/// As it can be typed again; PYTHON is anyone's own.
std::string commandOf(const std::string& workload, const Arguments& arguments)
{
    std::string command = "unimo bench " + workload;
    if (arguments.tiny)
        command += " --tiny";
    if (arguments.full)
        command += " --full";
    if (!arguments.python.empty())
        command += " --peer PYTHON";
    return command + " --rounds " + std::to_string(arguments.rounds);
}

/// Takes the figures of the workload so named, or of all.
void measure(const std::string& wanted, const Arguments& arguments)
{
    nlohmann::json report = {{"figures", nlohmann::json::array()}};
    const auto taken = [&](const bench::Record& record) {
        report["figures"].push_back(toJson(record));
        (arguments.json ? std::cerr : std::cout) << lineOf(record) << std::endl;
        if (!arguments.history.empty())
            bench::appendToHistory(arguments.history, record).orThrow();
    };
    bench::Plan plan;
    plan.size = arguments.full   ? bench::Size::Full
                : arguments.tiny ? bench::Size::Tiny
                                 : bench::Size::Quick;
    plan.rounds = arguments.rounds;
    plan.python = arguments.python;
    plan.command = commandOf(wanted, arguments);
    plan.make = projectMakers();
    bench::Session session(std::move(plan), taken);
    bench::benchMachine(session);
    std::string failed;
    for (const bench::Workload& workload : bench::workloads()) {
        if (wanted != "all" && wanted != workload.name)
            continue;
        try {
            workload.run(session);
        } catch (...) { // the others still have their figures
            const Error error = currentExceptionAsError();
            std::cerr << "unimo bench " << workload.name << ": " << error.text() << '\n';
            report["failed"].push_back({{"workload", workload.name}, {"error", error.text()}});
            failed += failed.empty() ? workload.name : std::string(", ") + workload.name;
        }
    }
    if (arguments.json)
        std::cout << report.dump(2) << '\n';
    if (!failed.empty())
        throw ErrorException({ErrorKind::Internal, "could not be measured: " + failed, {}, {}});
}

void addWorkload(CLI::App& group, const char* name, const char* what)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = group.add_subcommand(name, what);
    command->add_option("--peer", arguments->python,
                        "A Python with the packages of tests/bench/peer/requirements.txt: it does "
                        "the same work in turn with this program");
    command->add_option("--rounds", arguments->rounds, "How often each is measured")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    CLI::Option* tiny = command->add_flag("--tiny", arguments->tiny,
                                          "Next to nothing: says that it works, not how fast");
    command->add_flag("--full", arguments->full, "The sizes that goals are set for")
        ->excludes(tiny);
    command->add_option("--history", arguments->history,
                        "Append each figure to this file, a line of JSON each");
    command->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    command->callback([arguments, workload = std::string(name)] { measure(workload, *arguments); });
}

std::string valueOf(const bench::Record& record)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.4g %s", record.value, record.unit.c_str());
    return text;
}

/// The last figures beside those before them. Strict: throws when one is worse.
void compare(const std::string& file, bool strict)
{
    const auto changes = bench::changesOf(bench::readHistory(file).orThrow());
    int worse = 0;
    for (const bench::Change& change : changes) {
        worse += change.worse ? 1 : 0;
        std::printf("%-8s %-28s %s -> %s, %+.1f %%%s\n",
                    change.worse    ? "WORSE"
                    : change.better ? "better"
                                    : "",
                    change.now.name.c_str(), valueOf(change.before).c_str(),
                    valueOf(change.now).c_str(), 100 * (change.factor - 1),
                    change.toPeer ? " beside the peer" : "");
    }
    if (changes.empty())
        std::printf("no figure was taken twice on one machine\n");
    if (strict && worse > 0)
        throw ErrorException({ErrorKind::Data, std::to_string(worse) + " figures got worse", file,
                              "take them again on a quiet machine"});
}

void addCompare(CLI::App& group)
{
    auto file = std::make_shared<std::string>();
    auto strict = std::make_shared<bool>(false);
    CLI::App* command = group.add_subcommand(
        "compare", "What got slower: the last figures of a history beside those before");
    command->add_option("FILE", *file, "What --history wrote")->required();
    command->add_flag("--strict", *strict, "Fail when a figure got worse by more than its noise");
    command->callback([file, strict] { compare(*file, *strict); });
}

} // namespace

void addBenchCommand(CLI::App& app)
{
    CLI::App& group = *app.add_subcommand("bench", "Measure this machine");
    group.require_subcommand(1);
    for (const bench::Workload& workload : bench::workloads())
        addWorkload(group, workload.name, workload.what);
    addWorkload(group, "all", "All of these");
    addBenchTraining(group);
    addCompare(group);
}

} // namespace unimo::cli
