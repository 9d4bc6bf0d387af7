// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/rewrite/rewrite_job.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string project;
    rewrite::RewriteOptions options;
    std::vector<std::string> levels = {"all"};
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
    if (arguments.options.translation && arguments.options.pivots.empty())
        std::cerr << "No back-translations: install apertium and apertium-eng-spa\n";
    const double rate = report.seconds > 0 ? static_cast<double>(report.open) / report.seconds : 0;
    if (arguments.json) {
        std::cout << nlohmann::json{{"captions", report.captions}, {"open", report.open},
                                    {"kept", report.kept},         {"removed", report.removed},
                                    {"usable", report.usable},     {"rejected", report.rejected},
                                    {"phrases", report.phrases},   {"seconds", report.seconds},
                                    {"captions_per_second", rate}}
                         .dump()
                  << '\n';
        return;
    }
    std::printf("%lld captions: %lld rewritten, %lld left as they were (each level counts); %lld "
                "rewrites made, %lld rejected, %lld of changed captions removed; %.1f s (%.0f a "
                "second); %lld texts looked through for phrases\n",
                static_cast<long long>(report.captions), static_cast<long long>(report.open),
                static_cast<long long>(report.kept), static_cast<long long>(report.usable),
                static_cast<long long>(report.rejected), static_cast<long long>(report.removed),
                report.seconds, rate, static_cast<long long>(report.phrases));
}

} // namespace

void addRewriteCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "rewrite",
        "Give captions hard negatives (near captions of other pictures, the caption with "
        "one fact exchanged), back-translated positives, and phrases to hide whole");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--split", arguments->options.split, "Which samples")
        ->capture_default_str();
    command
        ->add_option("--per-caption", arguments->options.perCaption, "Sentence negatives a caption")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command
        ->add_option("--level", arguments->levels,
                     "sentence, word (negatives), translation (positives through Apertium), phrase "
                     "(units of language learning), or all (repeatable)")
        ->check(CLI::IsMember({"sentence", "word", "translation", "phrase", "all"}))
        ->capture_default_str();
    command
        ->add_option("--pivot", arguments->options.pivots,
                     "Language to translate into and back (repeatable; default: all that are "
                     "installed)")
        ->check(CLI::IsMember(rewrite::translationPivots()));
    command->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    command->callback([arguments] {
        const auto wanted = [&](const char* level) {
            const auto& levels = arguments->levels;
            return std::find(levels.begin(), levels.end(), level) != levels.end() ||
                   std::find(levels.begin(), levels.end(), "all") != levels.end();
        };
        arguments->options.sentences = wanted("sentence");
        arguments->options.words = wanted("word");
        arguments->options.translation = wanted("translation");
        arguments->options.phrases = wanted("phrase");
        rewriteProject(*arguments);
    });
}

} // namespace unimo::cli
