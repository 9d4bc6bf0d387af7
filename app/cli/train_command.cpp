// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
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
    auto project = store::Project::open(arguments.project, /*readOnly=*/true).orThrow();
    const train::RunFolder run(arguments.run.empty()
                                   ? train::newRunFolder(project->runsFolder(), arguments.recipe)
                                   : std::filesystem::path(arguments.run));
    project.reset();

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
    auto* dryRun = command->add_flag("--dry-run", arguments->dryRun,
                                     "Train nothing: build the model, run one smallest step, "
                                     "estimate the memory of a whole one, and measure a few "
                                     "where they fit");
    command->add_flag("--json", arguments->json, "Print the dry run's report as JSON")
        ->needs(dryRun);
    command->callback([arguments] {
        if (arguments->dryRun)
            tryRecipe(*arguments);
        else
            runTraining(*arguments);
    });
}

} // namespace unimo::cli
