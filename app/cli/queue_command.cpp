// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/signals.h"
#include "core/base/files.h"
#include "core/train/queue_work.h"
#include "core/train/recipe.h"
#include "core/train/run_card.h"
#include "core/train/run_trash.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

using nlohmann::json;
using train::RunFolder;
using train::RunQueue;

struct Options
{
    std::string project = ".";
    bool json = false;
    std::string run;
    std::string recipe;
    std::vector<std::string> changes;
    size_t place = 1; ///< 1: the next one
};

std::string shownName(const RunFolder& run)
{
    const train::RunCard card = train::readRunCard(run.path());
    return card.name.empty() ? run.id() : card.name + " (" + run.id() + ")";
}

void list(const Options& options)
{
    const RunQueue queue(options.project);
    const auto content = queue.read().orThrow();
    if (options.json) {
        std::cout << json{{"paused", content.paused},
                          {"worker", queue.hasWorker()},
                          {"runs", content.runs}}
                         .dump(2)
                  << '\n';
        return;
    }
    std::printf("%s, %s\n", content.paused ? "paused" : "not paused",
                queue.hasWorker() ? "a worker is at work" : "no worker is at work");
    size_t place = 0;
    for (const std::string& run : content.runs)
        std::printf("%3zu  %s\n", ++place, shownName(queue.folderOf(run)).c_str());
    if (content.runs.empty())
        std::puts("nothing waits");
}

/// A run folder with this recipe.
std::string newRun(const Options& options)
{
    const auto recipe = train::loadRecipe(options.recipe, options.changes).orThrow();
    const auto runs = std::filesystem::path(options.project) / "runs";
    std::error_code code;
    std::filesystem::create_directories(runs, code);
    std::filesystem::path folder;
    do { // another command may make the same one at this moment
        folder = train::newRunFolder(runs, options.recipe);
    } while (!std::filesystem::create_directory(folder, code) && !code);
    if (code)
        throw ErrorException(
            {ErrorKind::Io, "cannot be made: " + code.message(), folder.string(), {}});
    const RunFolder run(folder);
    writeJsonAtomic(run.recipeFile(), recipe.toJson()).orThrow();
    return run.id();
}

void add(const Options& options)
{
    std::error_code code;
    if (!std::filesystem::exists(std::filesystem::path(options.project) / "project.sqlite", code))
        throw ErrorException({ErrorKind::Io, "is not a project folder", options.project, {}});
    if (options.run.empty() && options.recipe.empty())
        throw ErrorException({ErrorKind::Config,
                              "nothing was named that could wait",
                              {},
                              "give --recipe for a new run, or --run for one that was stopped"});
    const RunQueue queue(options.project);
    const std::string run = options.run.empty() ? newRun(options) : options.run;
    queue.add(run).orThrow();
    std::printf("%s waits%s\n", run.c_str(),
                queue.hasWorker() ? "" : "; unimo queue work begins with the queue");
}

/// As the window does: a run that has trained is kept, one that has not goes to the trash.
void remove(const Options& options)
{
    const RunQueue queue(options.project);
    (void)queue.remove(options.run).orThrow();
    const RunFolder run = queue.folderOf(options.run);
    if (run.latestCheckpoint())
        return;
    const auto place = train::moveToTrash(run.path(), train::runTrashOf(options.project)).orThrow();
    std::printf("%s lies in %s\n", options.run.c_str(), place.c_str());
}

void work(const Options& options)
{
    const std::stop_token stop = stopOnSignals();
    const bool worked = train::workQueue(RunQueue(options.project), "/proc/self/exe", stop,
                                         [](const std::string& line) {
                                             std::cout << line << std::endl; // followed live
                                         })
                            .orThrow();
    if (!worked)
        std::puts("another worker is at work already");
    if (stop.stop_requested())
        throw CLI::RuntimeError(kStoppedBySignal);
}

} // namespace

void addQueueCommand(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("queue", "Runs that wait to be trained one after the other");
    command->require_subcommand(1);
    const auto part = [&](const char* name, const char* help, auto act) {
        CLI::App* sub = command->add_subcommand(name, help);
        sub->add_option("--project", options->project, "Project folder (default: this folder)");
        sub->callback([options, act] { act(*options); });
        return sub;
    };
    const auto takesRun = [&](CLI::App* sub) {
        sub->add_option("RUN", options->run, "A run that waits, by its folder's name")->required();
    };
    part("list", "What waits, the next one first", list)
        ->add_flag("--json", options->json,
                   "Print {\"paused\", \"worker\": whether one is at work, \"runs\": [id]}");
    CLI::App* adds = part("add", "Add a new run, or one that was stopped, to the end", add);
    auto* recipe = adds->add_option("--recipe", options->recipe, "Preset name or recipe file");
    adds->add_option("--set", options->changes, "Change a setting: KEY=VALUE (repeatable)")
        ->needs(recipe);
    adds->add_option("--run", options->run,
                     "A run of the project, by its folder's name: it is continued")
        ->excludes(recipe);
    takesRun(part("remove", "Take a run out: into the trash unless it has a checkpoint", remove));
    CLI::App* moves = part("move", "Give a run another place", [](const Options& given) {
        (void)RunQueue(given.project).move(given.run, given.place - 1).orThrow();
    });
    takesRun(moves);
    moves->add_option("PLACE", options->place, "1: it is the next one")
        ->required()
        ->check(CLI::Range(size_t{1}, size_t{1'000'000}));
    part("pause", "Start no further run; what trains goes on",
         [](const Options& given) { RunQueue(given.project).setPaused(true).orThrow(); });
    part("go-on", "Let the queue go on; it needs a worker again",
         [](const Options& given) { RunQueue(given.project).setPaused(false).orThrow(); });
    part("work", "Train what waits, one after the other, until nothing does", work);
}

} // namespace unimo::cli
