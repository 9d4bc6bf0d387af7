// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/model/starters.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>

#include "datasets/demo/builder.h"
#include "datasets/entailment/builder.h"
#include "datasets/words/builder.h"
#include "datasets/workload/builder.h"

namespace unimo::cli {
namespace {

constexpr const char* kFooter =
    "--json prints {\"project\", \"rows\": {\"samples train\", \"captions\", \"questions\", ...},\n"
    "\"question_prior\": {TYPE: {\"questions\", \"share\", \"ceiling\"}}, \"seconds\",\n"
    "\"scenes_per_second\"}. The build fails when a share is above its ceiling: the questions\n"
    "could then be answered without the pictures.";

struct BuildArguments
{
    std::string project;
    datasets::DemoOptions options;
    bool json = false;
};

void printReport(const datasets::DemoReport& report)
{
    for (const auto& [what, count] : report.rows)
        std::printf("%-24s %9lld\n", what.c_str(), static_cast<long long>(count));
    std::printf("\nAnswered without the picture (test)\n");
    for (const auto& row : report.prior)
        std::printf("%-24s %8.1f %% of %6lld, allowed %3.0f %%%s\n", row.type.c_str(),
                    100 * row.share(), static_cast<long long>(row.questions), 100 * row.ceiling,
                    row.questions < datasets::PriorRow::kLeastQuestions ? " (too few to judge)"
                                                                        : "");
    std::printf("\n%.1f s, %.0f scenes/s\n", report.seconds, report.scenesASecond);
}

void buildDemoProject(const BuildArguments& arguments)
{
    ProgressLine line;
    JobControl job = line.control();
    if (arguments.json)
        job.report = {};
    const auto report =
        finished(line, datasets::buildDemo(arguments.project, arguments.options, job));
    if (arguments.json) {
        nlohmann::json out = toJson(report);
        out["project"] = arguments.project;
        std::cout << out.dump(2) << '\n';
        return;
    }
    printReport(report);
}

void addBuildDemo(CLI::App& build)
{
    auto arguments = std::make_shared<BuildArguments>();
    CLI::App* demo = build.add_subcommand("demo", "Build the demo project of composed scenes");
    demo->footer(kFooter);
    demo->add_option("--project", arguments->project, "Folder of the new project")->required();
    demo->add_option("--seed", arguments->options.seed, "Another seed makes other scenes");
    demo->add_option("--scenes", arguments->options.scenes,
                     "Training scenes; the other parts keep their proportion")
        ->check(CLI::Range(20, 100'000));
    demo->add_option("--threads", arguments->options.threads, "0: all cores")
        ->check(CLI::Range(0, 1024));
    demo->add_flag("--json", arguments->json, "Print the report as JSON");
    demo->callback([arguments] { buildDemoProject(*arguments); });
}

void printCounts(const std::map<std::string, int64_t>& counts)
{
    for (const auto& [what, count] : counts)
        std::printf("%-32s %9lld\n", what.c_str(), static_cast<long long>(count));
}

struct WordsArguments
{
    std::string project;
    datasets::WordTaskOptions options;
    bool json = false;
};

void buildWordProject(const WordsArguments& arguments)
{
    ProgressLine line;
    const JobControl job = line.control();
    const auto counts =
        finished(line, datasets::buildWordTasks(arguments.project, arguments.options, job));
    if (arguments.json) {
        std::cout << nlohmann::json(counts).dump(2) << '\n';
        return;
    }
    printCounts(counts);
}

void addBuildWords(CLI::App& build)
{
    auto arguments = std::make_shared<WordsArguments>();
    CLI::App* words = build.add_subcommand(
        "words", "Build a project of small text tasks from WordNet: does a meaning fit a word, is "
                 "one thing a kind of another, part of speech of a meaning, meaning from a word");
    words->add_option("--project", arguments->project, "Folder of the new project")->required();
    words->add_option("--seed", arguments->options.seed, "Another seed draws other examples");
    words->add_option("--examples", arguments->options.examples, "Of each task, at most")
        ->check(CLI::Range(10, 1'000'000))
        ->capture_default_str();
    words->add_flag("--json", arguments->json, "Print the counts as JSON");
    words->callback([arguments] { buildWordProject(*arguments); });
}

struct EntailmentArguments
{
    std::string project;
    datasets::EntailmentOptions options;
};

void addEntailmentTask(const EntailmentArguments& arguments)
{
    const auto project = store::Project::open(arguments.project).orThrow();
    ProgressLine line;
    printCounts(
        finished(line, datasets::addEntailment(*project, arguments.options, line.control())));
}

void addBuildEntailment(CLI::App& build)
{
    auto arguments = std::make_shared<EntailmentArguments>();
    CLI::App* entailment = build.add_subcommand(
        "entailment", "Add a task to a project with rewritten captions: does what a sentence says "
                      "of a picture hold");
    entailment->add_option("--project", arguments->project, "Project folder")->required();
    entailment->add_option("--seed", arguments->options.seed, "Another seed draws other examples");
    entailment
        ->add_option("--per-picture", arguments->options.perPicture, "Of either label, at most")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    entailment->callback([arguments] { addEntailmentTask(*arguments); });
}

struct WorkloadArguments
{
    std::string project;
    datasets::WorkloadOptions options;
};

/// Whole words of the model's own vocabulary: a word is a token.
std::vector<std::string> wholeWords()
{
    const auto tokenizer = model::miniLmTokenizer().orThrow();
    std::vector<std::string> words;
    for (int32_t id = 0; id < tokenizer->size(); ++id) {
        const std::string token(tokenizer->token(id));
        if (token.size() > 2 &&
            std::all_of(token.begin(), token.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
            words.push_back(token);
    }
    return words;
}

void buildWorkloadProject(const WorkloadArguments& arguments)
{
    ProgressLine line;
    auto options = arguments.options;
    options.words = wholeWords();
    finished(line, datasets::buildWorkload(arguments.project, options, line.control()));
}

void addBuildWorkload(CLI::App& build)
{
    auto arguments = std::make_shared<WorkloadArguments>();
    auto& options = arguments->options;
    CLI::App* workload = build.add_subcommand(
        "workload", "Build a project of made-up pictures and texts with the sizes of real "
                    "pre-training data, to measure training on (unimo bench train)");
    workload->add_option("--project", arguments->project, "Folder of the new project")->required();
    workload->add_option("--pairs", options.pairs, "Pairs, and as many single texts and pictures")
        ->check(CLI::Range(1, 10'000'000))
        ->capture_default_str();
    workload->add_option("--regions", options.regions, "Regions a picture")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    workload->callback([arguments] { buildWorkloadProject(*arguments); });
}

} // namespace

void addDatasetCommand(CLI::App& app)
{
    CLI::App* dataset = app.add_subcommand("dataset", "Build data sets");
    dataset->require_subcommand(1);
    CLI::App* build = dataset->add_subcommand("build", "Build a data set from installed packages");
    build->require_subcommand(1);
    addBuildDemo(*build);
    addBuildWords(*build);
    addBuildEntailment(*build);
    addBuildWorkload(*build);
}

} // namespace unimo::cli
