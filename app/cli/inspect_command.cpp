// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/model/weights_info.h"
#include "core/train/mask_preview.h"

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
    std::string recipe = "demo";
    std::vector<std::string> settings;
    train::MaskPreviewRequest request;
    bool json = false;
};

double percent(int64_t part, int64_t whole)
{
    return whole > 0 ? 100 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

void printExamples(const nlohmann::json& task)
{
    for (const auto& line : task.at("examples"))
        std::cout << "    " << line.get<std::string>() << '\n';
}

void print(const nlohmann::json& preview)
{
    std::printf("Steps %lld to %lld\n", preview["first_step"].get<long long>(),
                preview["first_step"].get<long long>() + preview["steps"].get<long long>() - 1);
    for (const auto& [name, task] : preview.at("language").items()) {
        const auto number = [&, &source = task](const char* key) {
            return source.value(key, int64_t{0});
        };
        const int64_t predicted = number("predicted");
        if (task.contains("masked") || task.contains("random") || task.contains("kept"))
            std::printf(
                "%s: %lld texts, %lld tokens; %lld hidden (%.1f %%): %.1f %% [MASK], %.1f %% "
                "another token, %.1f %% as they were\n",
                name.c_str(), static_cast<long long>(number("texts")),
                static_cast<long long>(number("tokens")), static_cast<long long>(predicted),
                percent(predicted, number("tokens")), percent(number("masked"), predicted),
                percent(number("random"), predicted), percent(number("kept"), predicted));
        else
            std::printf("%s: %lld texts, %lld tokens generated\n", name.c_str(),
                        static_cast<long long>(number("texts")), static_cast<long long>(predicted));
        printExamples(task);
    }
    for (const auto& [name, task] : preview.at("regions").items()) {
        const auto hidden = task.value("hidden", int64_t{0});
        const auto regions = task.value("regions", int64_t{0});
        std::printf("%s: %lld pictures, %lld regions; %lld hidden with what overlaps them (%.1f "
                    "%%)\n",
                    name.c_str(), static_cast<long long>(task.value("pictures", int64_t{0})),
                    static_cast<long long>(regions), static_cast<long long>(hidden),
                    percent(hidden, regions));
        printExamples(task);
    }
}

void inspectMasks(const Arguments& arguments)
{
    train::MaskPreviewRequest request = arguments.request;
    request.project = arguments.project;
    request.recipe = train::loadRecipe(arguments.recipe, arguments.settings).orThrow();
    const auto preview = train::previewMasks(request).orThrow();
    if (arguments.json)
        std::cout << preview.dump() << '\n';
    else
        print(preview);
}

struct WeightsArguments
{
    std::string path;
    std::string preset;
    bool json = false;
};

void printNames(const char* title, const std::vector<std::string>& names)
{
    std::cout << title << ": " << names.size() << '\n';
    for (const std::string& name : names)
        std::cout << "    " << name << '\n';
}

void inspectWeights(const WeightsArguments& arguments)
{
    const auto info = model::inspectWeights(arguments.path, arguments.preset).orThrow();
    if (arguments.json) {
        nlohmann::json tensors = nlohmann::json::array();
        for (const auto& tensor : info.tensors)
            tensors.push_back(
                {{"name", tensor.name}, {"type", tensor.type}, {"shape", tensor.shape}});
        std::cout << nlohmann::json{{"family", info.family},   {"preset", info.preset},
                                    {"tensors", tensors},      {"used", info.used},
                                    {"missing", info.missing}, {"left_over", info.leftOver}}
                         .dump()
                  << '\n';
        return;
    }
    std::cout << info.family << ", " << info.tensors.size() << " tensors, held against "
              << info.preset << '\n';
    std::cout << "used: " << info.used.size() << '\n';
    printNames("missing", info.missing);
    printNames("left over", info.leftOver);
}

} // namespace

void addInspectCommand(CLI::App& app)
{
    auto* inspect = app.add_subcommand("inspect", "Look at what training does with the data");
    inspect->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();
    auto* masks = inspect->add_subcommand(
        "masks", "What a recipe hides from the model: words and regions, counted and by example");
    masks->add_option("--project", arguments->project, "Project folder")->required();
    masks->add_option("--recipe", arguments->recipe, "Preset name or recipe file")
        ->capture_default_str();
    masks->add_option("--set", arguments->settings, "Change a setting: KEY=VALUE (repeatable)");
    masks->add_option("--step", arguments->request.firstStep, "First step")
        ->check(CLI::Range(0, 1'000'000'000))
        ->capture_default_str();
    masks->add_option("--steps", arguments->request.steps, "Steps that are counted")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    masks->add_option("--examples", arguments->request.examples, "Examples of each task")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    masks->add_flag("--json", arguments->json, "Print JSON (docs/file-formats.md)");
    masks->callback([arguments] { inspectMasks(*arguments); });

    auto weights = std::make_shared<WeightsArguments>();
    auto* command = inspect->add_subcommand(
        "weights", "What a model would take of a weight file or folder (start.from)");
    command
        ->add_option("PATH", weights->path, "UNIMO's Paddle folder or .pdparams, RoBERTa or BERT")
        ->required();
    command->add_option("--preset", weights->preset, "Model preset (default: the one as wide)");
    command->add_flag("--json", weights->json, "Print JSON (docs/file-formats.md)");
    command->callback([weights] { inspectWeights(*weights); });
}

} // namespace unimo::cli
