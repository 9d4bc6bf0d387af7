// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/rewrite/rewrite_job.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string project;
    rewrite::RewriteOptions options;
    std::string levels = "both";
    bool json = false;
};

void rewriteProject(const Arguments& arguments)
{
    const auto project = store::Project::open(arguments.project).orThrow();
    ProgressLine line;
    const JobControl control = line.control();
    auto done = rewrite::rewriteCaptions(*project, arguments.options, control);
    line.finish();
    const auto report = std::move(done).orThrow();
    const double rate = report.seconds > 0 ? static_cast<double>(report.open) / report.seconds : 0;
    if (arguments.json) {
        std::cout << nlohmann::json{{"captions", report.captions}, {"open", report.open},
                                    {"kept", report.kept},         {"removed", report.removed},
                                    {"usable", report.usable},     {"rejected", report.rejected},
                                    {"seconds", report.seconds},   {"captions_per_second", rate}}
                         .dump()
                  << '\n';
        return;
    }
    std::printf("%lld captions: %lld rewritten, %lld left as they were (each level counts); %lld "
                "negatives made, %lld rejected, %lld of changed captions removed; %.1f s (%.0f a "
                "second)\n",
                static_cast<long long>(report.captions), static_cast<long long>(report.open),
                static_cast<long long>(report.kept), static_cast<long long>(report.usable),
                static_cast<long long>(report.rejected), static_cast<long long>(report.removed),
                report.seconds, rate);
}

} // namespace

void addRewriteCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "rewrite", "Give captions hard negatives: near captions of other pictures, and the caption "
                   "with one fact exchanged");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--split", arguments->options.split, "Which samples")
        ->capture_default_str();
    command
        ->add_option("--per-caption", arguments->options.perCaption, "Sentence negatives a caption")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->add_option("--level", arguments->levels, "sentence, word, or both")
        ->check(CLI::IsMember({"sentence", "word", "both"}))
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    command->callback([arguments] {
        arguments->options.sentences = arguments->levels != "word";
        arguments->options.words = arguments->levels != "sentence";
        rewriteProject(*arguments);
    });
}

} // namespace unimo::cli
