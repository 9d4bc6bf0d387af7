// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/prepare_demo.h"
#include "app/cli/progress_line.h"
#include "app/cli/signals.h"
#include "core/base/files.h"
#include "core/findings/report.h"
#include "core/findings/reproduce.h"
#include "core/rewrite/rewrite_job.h"
#include "core/tasks/sentence_encoder.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "datasets/words/builder.h"

namespace unimo::cli {
namespace {

struct Arguments
{
    findings::ReproduceOptions options;
    int scenes = 4000;
    int64_t examples = 6000;
    bool prepareOnly = false;
    bool reportOnly = false;
};

/// The demo with text tasks, rewrites and what retrieval finds. Each part is made once.
void prepare(const Arguments& arguments, const JobControl& control)
{
    prepareDemo(arguments.options.project, arguments.scenes, control);
    const auto project = store::Project::open(arguments.options.project).orThrow();
    if (project->tasks().empty()) {
        datasets::WordTaskOptions words;
        words.examples = arguments.examples;
        datasets::addWordTasks(*project, words, control).orThrow();
    }
    rewrite::rewriteCaptions(*project, {}, control).orThrow();
    search::augment(*project, {}, tasks::miniLmSentenceEncoder().orThrow(), control).orThrow();
}

void tell(const findings::Plan& plan, const findings::Results& results,
          const std::filesystem::path& folder)
{
    const std::string report = findings::reportMarkdown(plan, results);
    writeFileAtomic(folder / "report.md", report).orThrow();
    std::cout << report;
}

void runReproduction(const Arguments& arguments)
{
    const auto plan = findings::loadPlan(sharedFile("resources/recipes/findings")).orThrow();
    const auto folder = arguments.options.project / "findings";
    if (arguments.reportOnly) {
        const auto results = findings::load(folder).orThrow();
        if (!results)
            throw ErrorException({ErrorKind::Data, "nothing is reproduced yet",
                                  arguments.options.project.string(), "leave out --report"});
        tell(plan, *results, folder);
        return;
    }
    ProgressLine line;
    const auto stop = stopOnSignals();
    const JobControl control{stop, [&line](const ProgressState& state) { line.show(state); }};
    // Results are of the data they were begun with: what is begun needs no preparing, and so may
    // go on where dictionaries and translators are not installed.
    if (!findings::load(folder).orThrow())
        prepare(arguments, control);
    if (!arguments.prepareOnly) {
        const auto results = findings::reproduce(plan, arguments.options, control).orThrow();
        line.finish();
        tell(plan, results, folder);
    }
    line.finish();
}

} // namespace

void addReproduceCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto& options = arguments->options;
    auto* command = app.add_subcommand(
        "reproduce", "Train the paper's ablations on the demo, several seeds each, and compare: "
                     "what was done is kept, a second call goes on");
    command->add_option("--project", options.project, "Project folder; made when it is not there")
        ->required();
    command->add_option("--seeds", options.seeds, "Seeds of each recipe")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command
        ->add_option("--first-seed", options.firstSeed,
                     "Number of the first seed: several calls with other seeds may work side by "
                     "side on one prepared project, with --steps")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command
        ->add_option("--steps", options.steps, "Training steps of each run, instead of --minutes")
        ->check(CLI::Range(1, 100'000'000));
    command
        ->add_option("--minutes", options.minutes,
                     "Training time of the full recipe; all recipes take as many steps")
        ->check(CLI::Range(0.01, 10'000.0))
        ->capture_default_str();
    command->add_option("--only", options.variants, "Only these recipes and the full one");
    command->add_option("--split", options.split, "Split that is measured")->capture_default_str();
    command->add_option("--scenes", arguments->scenes, "Training scenes of the demo")
        ->check(CLI::Range(20, 100'000))
        ->capture_default_str();
    command->add_option("--examples", arguments->examples, "Of each text task, at most")
        ->check(CLI::Range(100, 1'000'000))
        ->capture_default_str();
    command->add_flag("--prepare", arguments->prepareOnly, "Make the project only");
    command->add_flag("--report", arguments->reportOnly, "Tell what is known so far");
    command->callback([arguments] { runReproduction(*arguments); });
}

} // namespace unimo::cli
