// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/store/project.h"
#include "core/vision/feature_job.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace unimo::cli {
namespace {

struct Options
{
    std::string project;
    std::string set = vision::kTruthSet;
    std::string split;
    int64_t limit = -1;
    bool json = false;
};

void print(const vision::FeatureJobReport& report, bool asJson)
{
    const double rate =
        report.seconds > 0 ? static_cast<double>(report.regions) / report.seconds : 0;
    if (asJson) {
        nlohmann::json problems = nlohmann::json::array();
        for (const Error& problem : report.problems)
            problems.push_back(toJson(problem));
        std::cout << nlohmann::json{{"pictures", report.pictures}, {"regions", report.regions},
                                    {"kept", report.kept},         {"failed", report.failed},
                                    {"seconds", report.seconds},   {"regions_per_second", rate},
                                    {"problems", problems}}
                         .dump()
                  << '\n';
        return;
    }
    std::cout << report.pictures << " pictures, " << report.regions << " regions in "
              << report.seconds << " s (" << rate << " regions/s); " << report.kept
              << " were there already, " << report.failed << " cannot be read\n";
    for (const Error& problem : report.problems)
        std::cout << "  " << problem.text() << '\n';
}

void runFeatures(const Options& options)
{
    const auto project = store::Project::open(options.project).orThrow();
    store::SampleFilter filter;
    filter.split = options.split;
    filter.limit = options.limit;
    ProgressLine line;
    const JobControl control = line.control();
    auto report = vision::extractFeatures(*project, options.set, filter, control);
    line.finish();
    print(std::move(report).orThrow(), options.json);
}

} // namespace

void addFeaturesCommand(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("features", "Compute the region features of a project's pictures");
    command->add_option("--project", options->project, "Project folder")->required();
    command->add_option("--set", options->set, "truth: the known boxes; proposals: boxes found")
        ->check(CLI::IsMember({vision::kTruthSet, vision::kProposalsSet}))
        ->capture_default_str();
    command->add_option("--split", options->split, "Only this split");
    command->add_option("--limit", options->limit, "At most this many samples");
    command->add_flag("--json", options->json, "Print the report as JSON");
    command->callback([options] { runFeatures(*options); });
}

} // namespace unimo::cli
