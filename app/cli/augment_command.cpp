// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/tasks/sentence_encoder.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <map>
#include <memory>

namespace unimo::cli {
namespace {

const std::map<std::string, search::IndexKind> kIndexKinds = {{"exact", search::IndexKind::Exact},
                                                              {"ivf", search::IndexKind::Ivf},
                                                              {"hnsw", search::IndexKind::Hnsw}};

struct Arguments
{
    std::string project;
    search::AugmentOptions options;
    std::string texts = "sentence";
    std::string index = "exact";
    bool json = false;
};

void print(const search::AugmentReport& report, bool asJson)
{
    if (asJson) {
        std::cout << nlohmann::json{{"pairs", report.pairs},
                                    {"lone_pictures", report.lonePictures},
                                    {"lone_texts", report.loneTexts},
                                    {"found", report.found},
                                    {"kept", report.kept},
                                    {"removed", report.removed},
                                    {"pictures", report.pictures},
                                    {"texts", report.texts},
                                    {"rejected", report.rejected},
                                    {"seconds", report.seconds}}
                         .dump()
                  << '\n';
        return;
    }
    std::printf("%lld pairs; collections of %lld pictures and %lld texts: %lld searches done, %lld "
                "left as they were; %lld pictures and %lld texts found, %lld rejected, %lld rows "
                "removed; %.1f s\n",
                static_cast<long long>(report.pairs), static_cast<long long>(report.lonePictures),
                static_cast<long long>(report.loneTexts), static_cast<long long>(report.found),
                static_cast<long long>(report.kept), static_cast<long long>(report.pictures),
                static_cast<long long>(report.texts), static_cast<long long>(report.rejected),
                static_cast<long long>(report.removed), report.seconds);
    if (report.pairs > 0 && report.lonePictures == 0)
        std::printf("No single picture has region features: add pictures without captions, then "
                    "run unimo features --set proposals.\n");
    if (report.pairs > 0 && report.loneTexts == 0)
        std::printf("No single texts: import texts without pictures first.\n");
}

void augmentProject(const Arguments& arguments)
{
    const auto project = store::Project::open(arguments.project).orThrow();
    std::optional<search::SentenceEncoder> encoder;
    if (arguments.texts == "sentence" && arguments.options.texts > 0)
        encoder = tasks::miniLmSentenceEncoder().orThrow();
    ProgressLine line;
    const JobControl control = line.control();
    auto done = search::augment(*project, arguments.options, encoder, control);
    line.finish();
    print(std::move(done).orThrow(), arguments.json);
}

} // namespace

void addAugmentCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "augment", "Find for each pair the nearest pictures and texts of those without a partner");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--split", arguments->options.split, "Which samples")
        ->capture_default_str();
    command->add_option("--pictures", arguments->options.pictures, "Pictures a pair")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command->add_option("--texts", arguments->options.texts, "Texts a pair")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command
        ->add_option("--text-vectors", arguments->texts, "sentence: of MiniLM; tfidf: of the words")
        ->check(CLI::IsMember({"sentence", "tfidf"}))
        ->capture_default_str();
    command
        ->add_option("--index", arguments->index,
                     "exact; ivf or hnsw are faster above 100,000 pictures or texts")
        ->check(CLI::IsMember({"exact", "ivf", "hnsw"}))
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    command->callback([arguments] {
        arguments->options.index = kIndexKinds.at(arguments->index);
        augmentProject(*arguments);
    });
}

} // namespace unimo::cli
