// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checkpoint_argument.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/signals.h"
#include "core/tasks/evaluation.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string project;
    std::string checkpoint;
    tasks::EvaluationOptions options;
    bool json = false;
};

void runEvaluation(const Arguments& arguments)
{
    ProgressLine line;
    const JobControl control{stopOnSignals(),
                             [&line](const ProgressState& state) { line.show(state); }};
    const auto report =
        tasks::evaluateCheckpoint(resolveCheckpoint(arguments.checkpoint, arguments.project),
                                  arguments.project, arguments.options, control)
            .orThrow();
    line.finish();
    std::cout << (arguments.json ? report.dump(2) + "\n" : tasks::evaluationTable(report));
}

} // namespace

void addEvaluateCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "evaluate", "Measure a checkpoint: retrieval, VQA, rewritten negatives, captions");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--checkpoint", arguments->checkpoint,
                        "Checkpoint or run folder (default: the newest of the project)");
    command->add_option("--split", arguments->options.split, "Which samples")
        ->capture_default_str();
    command->add_option("--regions", arguments->options.regions, "truth or proposals")
        ->check(CLI::IsMember({"truth", "proposals"}))
        ->capture_default_str();
    command->add_option("--captions", arguments->options.captions, "Pictures to caption, 0: none")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--rerank", arguments->options.rerank, "Candidates to re-rank, 0: none")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--device", arguments->options.device, "auto, cpu or cuda")
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    command->callback([arguments] { runEvaluation(*arguments); });
}

} // namespace unimo::cli
