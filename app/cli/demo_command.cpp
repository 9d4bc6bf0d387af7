// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/prepare_demo.h"
#include "app/cli/progress_line.h"
#include "app/cli/signals.h"
#include "core/inference/engine.h"
#include "core/store/project.h"
#include "core/train/recipe.h"
#include "core/train/trainer.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

struct Arguments
{
    std::string project;
    double minutes = 15;
    int scenes = 8000;
    bool prepareOnly = false;
};

/// Captions, answers and retrieval for six pictures of the test split.
void showAnswers(const std::filesystem::path& projectFolder, const train::RunFolder& run,
                 const std::stop_token& stop)
{
    const auto checkpoint = run.latestCheckpoint();
    if (!checkpoint)
        return;
    auto engine = inference::Engine::load(*checkpoint).orThrow();
    engine->index(projectFolder, "test", {stop, {}}).orThrow();
    auto project = store::Project::open(projectFolder, /*readOnly=*/true).orThrow();
    store::SampleFilter filter;
    filter.split = "test";
    filter.kind = store::SampleKind::Pair;
    filter.limit = 6;
    for (const auto& sample : project->samples(filter)) {
        const Image image = loadImage(project->imageFile(sample)).orThrow();
        const auto picture = engine->prepare(image, stop).orThrow();
        const auto captions = project->captions(sample.id);
        std::cout << "\nTest scene " << sample.id << " ("
                  << project->imageFile(sample).filename().string() << ")\n";
        if (!captions.empty())
            std::cout << "  true caption:  " << captions.front().text << '\n';
        const auto said = engine->caption(picture, {}, stop).orThrow();
        if (!said.empty())
            std::cout << "  model caption: " << said.front().text << '\n';
        const auto questions = project->questions(sample.id);
        for (size_t q = 0; q < std::min<size_t>(3, questions.size()); ++q) {
            const auto answers = engine->answer(picture, questions[q].text, 1, stop).orThrow();
            std::printf("  %s  %s (%.0f %%; true: %s)\n", questions[q].text.c_str(),
                        answers.front().text.c_str(),
                        100 * static_cast<double>(answers.front().probability),
                        questions[q].answer.c_str());
        }
        const auto texts = engine->findTexts(picture, 1, stop).orThrow();
        if (!texts.empty())
            std::printf("  nearest text:  %s%s\n", texts.front().text.c_str(),
                        texts.front().sample == sample.id ? " (its own)" : "");
        if (!captions.empty()) {
            const auto pictures = engine->findPictures(captions.front().text, 3, stop).orThrow();
            std::string places = "not among the first 3";
            for (size_t i = 0; i < pictures.size(); ++i)
                if (pictures[i].sample == sample.id)
                    places = "at place " + std::to_string(i + 1);
            std::cout << "  picture found from its caption: " << places << '\n';
        }
    }
}

void runDemo(const Arguments& arguments)
{
    ProgressLine line;
    const auto stop = stopOnSignals();
    prepareDemo(arguments.project, arguments.scenes,
                {stop, [&line](const ProgressState& state) { line.show(state); }});
    line.finish();
    if (arguments.prepareOnly)
        return;

    train::TrainRequest request;
    request.project = arguments.project;
    request.recipe = train::loadRecipe("demo").orThrow();
    request.recipe.set("run.minutes", arguments.minutes).orThrow();
    request.stop = stop;
    request.onStatus = [&line](const train::RunStatus& status) { line.show(status); };
    request.run = train::RunFolder(
        train::newRunFolder(std::filesystem::path(arguments.project) / "runs", "demo"));
    train::train(request).orThrow();
    line.finish();
    showAnswers(arguments.project, request.run, stop);
}

} // namespace

void addDemoCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "demo", "Build the demo project, train on it, and show what the model says");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--minutes", arguments->minutes, "Training time")
        ->check(CLI::Range(0.1, 100'000.0))
        ->capture_default_str();
    command->add_option("--scenes", arguments->scenes, "Training scenes")
        ->check(CLI::Range(20, 100'000))
        ->capture_default_str();
    command->add_flag("--prepare", arguments->prepareOnly,
                      "Build the project and its features only");
    command->callback([arguments] { runDemo(*arguments); });
}

} // namespace unimo::cli
