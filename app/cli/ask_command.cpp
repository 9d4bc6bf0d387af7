// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checkpoint_argument.h"
#include "app/cli/commands.h"
#include "app/cli/signals.h"
#include "core/inference/engine.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string project;
    std::string checkpoint;
    std::string image;
    std::vector<std::string> questions;
    std::string find;
    std::string split;
    int count = 5;
};

void printHits(const std::vector<inference::Hit>& hits)
{
    for (const auto& hit : hits)
        std::printf("  %6.3f  sample %lld  %s\n", static_cast<double>(hit.similarity),
                    static_cast<long long>(hit.sample), hit.text.c_str());
}

void ask(const Arguments& arguments)
{
    const auto stop = stopOnSignals();
    std::optional<Error> fault;
    auto engine =
        inference::Engine::load(resolveCheckpoint(arguments.checkpoint, arguments.project))
            .orThrow();
    if (!arguments.project.empty())
        engine->index(arguments.project, arguments.split, {stop, {}}).orThrow();
    if (!arguments.image.empty()) {
        const auto picture = engine->prepare(loadImage(arguments.image).orThrow(), stop).orThrow();
        std::cout << "Captions:\n";
        for (const auto& caption : engine->caption(picture, {}, stop).orThrow())
            std::printf("  %6.2f  %s\n", static_cast<double>(caption.score), caption.text.c_str());
        for (const auto& question : arguments.questions) {
            std::cout << question << '\n';
            const auto answers = engine->answer(picture, question, arguments.count, stop);
            if (!answers) {
                // One question that cannot be answered leaves the others and the search.
                std::cout << "  no answer\n";
                fault = fault ? fault : answers.error();
                continue;
            }
            for (const auto& answer : *answers)
                std::printf("  %5.1f %%  %s\n", 100 * static_cast<double>(answer.probability),
                            answer.text.c_str());
        }
        if (engine->indexed()) {
            std::cout << "Nearest texts:\n";
            printHits(engine->findTexts(picture, arguments.count, stop).orThrow());
        }
    }
    if (!arguments.find.empty()) {
        if (!engine->indexed())
            throw ErrorException({ErrorKind::Config,
                                  "--find needs --project",
                                  {},
                                  "name the project whose pictures are searched"});
        std::cout << "Nearest pictures:\n";
        printHits(engine->findPictures(arguments.find, arguments.count, stop).orThrow());
    }
    if (fault)
        throw ErrorException(*fault);
}

} // namespace

void addAskCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "ask", "Ask a checkpoint for captions, answers, nearest texts and nearest pictures");
    command->add_option("--project", arguments->project, "Project that is searched");
    command->add_option("--checkpoint", arguments->checkpoint,
                        "Checkpoint or run folder (default: the newest of the project)");
    command->add_option("--image", arguments->image, "Picture to caption and to ask about");
    command->add_option("--question", arguments->questions, "Question about it (repeatable)");
    command->add_option("--find", arguments->find, "Sentence to find pictures for");
    command->add_option("--split", arguments->split, "Search this split only");
    command->add_option("--count", arguments->count, "Results a query")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->callback([arguments] { ask(*arguments); });
}

} // namespace unimo::cli
