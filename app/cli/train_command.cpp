// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/launch.h"
#include "app/cli/progress_line.h"
#include "app/cli/signals.h"
#include "core/base/threads.h"
#include "core/store/project.h"
#include "core/tensor/rank.h"
#include "core/train/dry_run.h"
#include "core/train/recipe.h"
#include "core/train/trainer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string project;
    std::string run;
    std::string recipe = "demo";
    std::vector<std::string> changes;
    bool resume = false;
    bool background = false;
    bool dryRun = false;
    bool json = false;
    int processes = 1;
};

Settings recipeOf(const Arguments& arguments, const train::RunFolder& run)
{
    return train::loadRecipe(arguments.resume ? run.recipeFile().string() : arguments.recipe,
                             arguments.changes)
        .orThrow();
}

void tryRecipe(const Arguments& arguments)
{
    train::DryRunRequest request;
    request.project = arguments.project;
    request.recipe = train::loadRecipe(arguments.recipe, arguments.changes).orThrow();
    const auto report = train::dryRun(request).orThrow();
    std::cout << (arguments.json ? report.dump(2) + '\n' : train::dryRunText(report));
}

/// The folder that was asked for, or a new one of the project.
train::RunFolder runFolder(const Arguments& arguments)
{
    if (!arguments.run.empty())
        return train::RunFolder(arguments.run);
    const auto project = store::Project::open(arguments.project, /*readOnly=*/true).orThrow();
    return train::RunFolder(train::newRunFolder(project->runsFolder(), arguments.recipe));
}

/// The same command for each of several processes.
void runProcesses(const Arguments& arguments)
{
    if (tensor::rankOfEnvironment().orThrow().count > 1)
        throw ErrorException({ErrorKind::Config,
                              "--processes is for one host; torchrun, srun or mpirun has started "
                              "several processes already",
                              {},
                              "leave --processes away"});
    const train::RunFolder run = runFolder(arguments);
    (void)recipeOf(arguments, run); // what is wrong with it is said once
    std::vector<std::string> words{"train", "--project", arguments.project, "--run",
                                   run.path().string()};
    if (arguments.resume)
        words.emplace_back("--resume");
    else
        words.insert(words.end(), {"--recipe", arguments.recipe});
    for (const std::string& change : arguments.changes)
        words.insert(words.end(), {"--set", change});
    if (arguments.background)
        words.emplace_back("--background");
    if (const int code = launch(arguments.processes, words, run); code != 0)
        throw CLI::RuntimeError(code);
}

void runTraining(const Arguments& arguments)
{
    if (arguments.background)
        lowerPriority();
    const tensor::Rank rank = tensor::rankOfEnvironment().orThrow();
    if (rank.count > 1 && arguments.run.empty())
        throw ErrorException({ErrorKind::Config,
                              std::to_string(rank.count) + " processes have to share a run folder",
                              {},
                              "give all of them the same --run"});
    const train::RunFolder run = runFolder(arguments);

    train::TrainRequest request;
    request.project = arguments.project;
    request.run = run;
    request.recipe = recipeOf(arguments, run);
    request.resume = arguments.resume;
    request.stop = stopOnSignals();
    ProgressLine line;
    request.onStatus = [&line](const train::RunStatus& status) { line.show(status); };
    const train::RunStatus status = train::train(request).orThrow();
    if (rank.index > 0) // process 0 has said it
        return;
    line.finish();
    std::cout << run.path().string() << ": " << train::name(status.state) << " at step "
              << status.step << '\n';
    if (request.stop.stop_requested())
        throw CLI::RuntimeError(kStoppedBySignal);
}

} // namespace

void addTrainCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("train", "Train a model on a project, or resume a run");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--run", arguments->run, "Run folder (default: a new one in the project)");
    command->add_option("--recipe", arguments->recipe, "Preset name or recipe file")
        ->capture_default_str();
    command->add_option("--set", arguments->changes, "Change a setting: KEY=VALUE (repeatable)");
    command->add_flag("--resume", arguments->resume, "Go on from the run's latest checkpoint")
        ->needs("--run");
    command->add_flag("--background", arguments->background,
                      "Run at lower priority, so that a window beside it stays quick");
    auto* processes =
        command
            ->add_option("--processes", arguments->processes,
                         "Processes of this host that train together, a GPU each where there are "
                         "GPUs; else they share the cores")
            ->check(CLI::Range(1, 256))
            ->capture_default_str();
    auto* dryRun = command->add_flag("--dry-run", arguments->dryRun,
                                     "Train nothing: build the model, run one smallest step, "
                                     "estimate the memory of a whole one, and measure a few "
                                     "where they fit");
    command->add_flag("--json", arguments->json, "Print the dry run's report as JSON")
        ->needs(dryRun);
    dryRun->excludes(processes);
    command->callback([arguments] {
        if (arguments->dryRun)
            tryRecipe(*arguments);
        else if (arguments->processes > 1)
            runProcesses(*arguments);
        else
            runTraining(*arguments);
    });
}

} // namespace unimo::cli
