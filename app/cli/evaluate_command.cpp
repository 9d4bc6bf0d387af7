// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checkpoint_argument.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/base/files.h"
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
    std::string format = "table";
    std::string output;
    bool json = false;
};

std::string written(const nlohmann::json& report, const std::string& format)
{
    if (format == "json")
        return report.dump(2) + "\n";
    if (format == "markdown")
        return tasks::evaluationMarkdown(report);
    if (format == "csv")
        return tasks::evaluationCsv(report);
    return tasks::evaluationTable(report);
}

void runEvaluation(const Arguments& arguments)
{
    ProgressLine line;
    const JobControl control = line.control();
    const auto report =
        tasks::evaluateCheckpoint(resolveCheckpoint(arguments.checkpoint, arguments.project),
                                  arguments.project, arguments.options, control)
            .orThrow();
    line.finish();
    const std::string text = written(report, arguments.json ? "json" : arguments.format);
    if (arguments.output.empty())
        std::cout << text;
    else
        writeFileAtomic(arguments.output, text).orThrow();
}

} // namespace

void addEvaluateCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "evaluate", "Measure a checkpoint: retrieval, VQA, rewritten negatives, captions, labelled "
                    "tasks");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--checkpoint", arguments->checkpoint,
                        "Checkpoint or run folder (default: the newest of the project)");
    command
        ->add_option("--split", arguments->options.split,
                     "Which samples; all: every split, slices of one evaluation")
        ->capture_default_str();
    std::vector<std::string> names = {"all"};
    names.insert(names.end(), tasks::evaluationTasks().begin(), tasks::evaluationTasks().end());
    command->add_option("--task", arguments->options.task, "Only this, or all")
        ->check(CLI::IsMember(names))
        ->capture_default_str();
    command->add_option("--regions", arguments->options.regions, "truth or proposals")
        ->check(CLI::IsMember({"truth", "proposals"}))
        ->capture_default_str();
    command
        ->add_option("--captions", arguments->options.captions,
                     "Pictures to caption and texts to generate, 0: none")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--rerank", arguments->options.rerank, "Candidates to re-rank, 0: none")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--device", arguments->options.device, "auto, cpu or cuda")
        ->capture_default_str();
    command->add_option("--format", arguments->format, "table, markdown, csv or json")
        ->check(CLI::IsMember({"table", "markdown", "csv", "json"}))
        ->capture_default_str();
    command->add_option("--output", arguments->output, "File to write instead of printing");
    command->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    command->callback([arguments] { runEvaluation(*arguments); });
}

} // namespace unimo::cli
