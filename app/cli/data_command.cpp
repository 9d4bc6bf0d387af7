// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checkpoint_argument.h"
#include "app/cli/commands.h"
#include "app/cli/data_parts.h"
#include "app/cli/progress_line.h"
#include "core/checks/data_check.h"
#include "core/inference/sample_scores.h"
#include "core/store/project.h"
#include "core/store/query.h"
#include "core/train/run_folder.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

struct CheckArguments
{
    std::string project;
    int threads = 0;
    bool json = false;
};

void check(const CheckArguments& arguments)
{
    const auto project = store::Project::open(arguments.project).orThrow();
    ProgressLine line;
    const auto report =
        finished(line, checks::checkData(*project, arguments.threads, line.control()));
    if (arguments.json) {
        std::cout << nlohmann::json{{"pictures", report.pictures},
                                    {"unreadable", report.unreadable},
                                    {"copies", report.copies},
                                    {"groups", report.groups},
                                    {"leaks", report.leaks},
                                    {"repeated", report.repeated},
                                    {"faults", report.faults}}
                         .dump()
                  << '\n';
        return;
    }
    const auto row = [](int64_t count, const char* what, const char* query) {
        std::printf("%9lld  %-48s %s\n", static_cast<long long>(count), what, query);
    };
    row(report.pictures, "pictures", "");
    row(report.unreadable, "cannot be read", "unreadable=1");
    row(report.copies, "look like another", "copies>0, sorted by copy_group");
    row(report.leaks, "of them like one in another split", "leak=1");
    row(report.repeated, "samples share a caption with another", "repeated>0");
    row(report.faults, "samples have a faulty caption", "faults>0");
    std::printf("Blurred ones: unimo data list --query 'sharpness<100' --sort sharpness\n");
}

void addCheck(CLI::App& data)
{
    auto arguments = std::make_shared<CheckArguments>();
    CLI::App* command = data.add_subcommand(
        "check", "Look at every picture and caption: blurred, dark or broken pictures, copies, "
                 "copies in another split, repeated and faulty captions. What is found can be "
                 "queried and sorted by");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--threads", arguments->threads, "0: all cores")
        ->check(CLI::Range(0, 1024));
    command->add_flag("--json", arguments->json, "Print the counts as JSON");
    command->callback([arguments] { check(*arguments); });
}

struct ScoreArguments
{
    std::string project;
    std::string checkpoint;
    bool wholeRun = false;
    store::SampleFilter filter;
    std::string device = "auto";
    bool json = false;
};

void score(const ScoreArguments& arguments)
{
    const auto project = store::Project::open(arguments.project).orThrow();
    const auto last = resolveCheckpoint(arguments.checkpoint, arguments.project);
    std::vector<std::filesystem::path> checkpoints = {last};
    std::string source =
        last.filename().string() + " of " + last.parent_path().parent_path().filename().string();
    if (arguments.wholeRun) {
        checkpoints = train::RunFolder(last.parent_path().parent_path()).checkpoints();
        source += ", from " + checkpoints.front().filename().string();
    }
    ProgressLine line;
    const auto report =
        finished(line, inference::scoreSamples(*project, arguments.filter, checkpoints, source,
                                               arguments.device, line.control()));
    if (arguments.json) {
        std::cout << nlohmann::json{{"pairs", report.pairs},
                                    {"contested", report.contested},
                                    {"wrong", report.wrong},
                                    {"forgotten", report.forgotten},
                                    {"checkpoints", checkpoints.size()},
                                    {"seconds", report.seconds}}
                         .dump()
                  << '\n';
        return;
    }
    std::printf("%lld pairs scored by %s in %.1f s; %lld have hard negatives, and of those one is "
                "preferred to the caption in %lld",
                static_cast<long long>(report.pairs), source.c_str(), report.seconds,
                static_cast<long long>(report.contested), static_cast<long long>(report.wrong));
    if (checkpoints.size() > 1)
        std::printf(" (%lld of them were right before)", static_cast<long long>(report.forgotten));
    std::printf("\n");
}

void addFilter(CLI::App& command, store::SampleFilter& filter)
{
    command.add_option("--query", filter.query, "As in the Data panel: unimo data fields");
    command.add_option("--split", filter.split, "Only samples of this split");
}

void addScore(CLI::App& data)
{
    auto arguments = std::make_shared<ScoreArguments>();
    CLI::App* command = data.add_subcommand(
        "score", "Score every pair by a checkpoint: image-text score, margin over its hard "
                 "negatives, loss; over a whole run also drift and how often it was forgotten");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--checkpoint", arguments->checkpoint,
                        "Checkpoint or run folder (default: the newest run's latest)");
    command->add_flag("--whole-run", arguments->wholeRun, "With all checkpoints of that run");
    addFilter(*command, arguments->filter);
    command->add_option("--device", arguments->device, "auto, cpu or cuda")->capture_default_str();
    command->add_flag("--json", arguments->json, "Print the counts as JSON");
    command->callback([arguments] { score(*arguments); });
}

struct ListArguments
{
    std::string project;
    store::SampleFilter filter;
    bool json = false;
};

nlohmann::json toJson(const store::Project& project, const store::Sample& sample)
{
    nlohmann::json row = {{"id", sample.id},
                          {"split", sample.split},
                          {"collection", sample.collection},
                          {"picture", sample.imagePath},
                          {"tags", sample.tags},
                          {"rating", sample.rating},
                          {"captions", nlohmann::json::array()},
                          {"measures", nlohmann::json::object()}};
    for (const auto& caption : project.captions(sample.id))
        row["captions"].push_back(caption.text);
    for (const auto& [name, value] : project.measures(sample.id))
        row["measures"][name] = value;
    return row;
}

void list(const ListArguments& arguments)
{
    const auto project = store::Project::open(arguments.project, /*readOnly=*/true).orThrow();
    project->checkQuery(arguments.filter.query).orThrow();
    for (const auto id : project->sampleIds(arguments.filter)) {
        const auto sample = project->sample(id);
        if (!sample)
            continue;
        const auto row = toJson(*project, *sample);
        if (arguments.json) {
            std::cout << row.dump() << '\n';
            continue;
        }
        const auto& captions = row["captions"];
        std::cout << id << '\t' << sample->split << '\t' << sample->imagePath << '\t'
                  << (captions.empty() ? std::string() : captions.front().get<std::string>())
                  << '\n';
    }
}

void addList(CLI::App& data)
{
    auto arguments = std::make_shared<ListArguments>();
    CLI::App* command = data.add_subcommand("list", "Print the samples of a query, one a line");
    command->add_option("--project", arguments->project, "Project folder")->required();
    addFilter(*command, arguments->filter);
    command->add_option("--sort", arguments->filter.sort,
                        "rating, width, height or a measure; default: by number");
    command->add_flag("--descending", arguments->filter.descending, "The highest first");
    command->add_option("--limit", arguments->filter.limit, "At most so many")
        ->check(CLI::PositiveNumber);
    command->add_flag("--json", arguments->json, "One JSON object a line, with tags and measures");
    command->callback([arguments] { list(*arguments); });
}

void fields(const std::string& folder)
{
    for (const auto& field : store::queryFields())
        std::printf("%-12s %s %s\n", field.name, field.number ? "< = >" : ":    ", field.meaning);
    std::vector<store::Measure> measures;
    if (!folder.empty())
        measures = store::Project::open(folder, true).orThrow()->measures();
    for (const auto& measure : measures)
        std::printf("%-12s < = > %g to %g over %lld samples, by %s\n", measure.name.c_str(),
                    measure.least, measure.most, static_cast<long long>(measure.samples),
                    measure.source.c_str());
    std::printf("\nWords stand for themselves; \"whole words\"; AND, OR, NOT or -, ( and ).\n");
}

void addFields(CLI::App& data)
{
    auto project = std::make_shared<std::string>();
    CLI::App* command = data.add_subcommand("fields", "What a query can name");
    command->add_option("--project", *project, "With this project's measures");
    command->callback([project] { fields(*project); });
}

} // namespace

void addDataCommand(CLI::App& app)
{
    CLI::App* data = app.add_subcommand(
        "data", "Check, score, query and compare a project's samples; proposals of models");
    data->require_subcommand(1);
    addCheck(*data);
    addScore(*data);
    addList(*data);
    addFields(*data);
    addDataVersions(*data);
    addDataProposals(*data);
}

} // namespace unimo::cli
