// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/signals.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

#include "datasets/demo/builder.h"

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
    JobControl job;
    job.stop = stopOnSignals();
    if (!arguments.json)
        job.report = [&](const ProgressState& state) { line.show(state); };
    const auto report = datasets::buildDemo(arguments.project, arguments.options, job);
    line.finish();
    if (!report)
        throw ErrorException(report.error());
    if (arguments.json) {
        nlohmann::json out = toJson(*report);
        out["project"] = arguments.project;
        std::cout << out.dump(2) << '\n';
        return;
    }
    printReport(*report);
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

} // namespace

void addDatasetCommand(CLI::App& app)
{
    CLI::App* dataset = app.add_subcommand("dataset", "Build data sets");
    dataset->require_subcommand(1);
    CLI::App* build = dataset->add_subcommand("build", "Build a data set from installed packages");
    build->require_subcommand(1);
    addBuildDemo(*build);
}

} // namespace unimo::cli
