// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/exact_resume.h"

#include "core/base/files.h"
#include "core/train/recipe.h"
#include "core/train/schedule.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace unimo::train {
namespace fs = std::filesystem;
using nlohmann::json;
using Kind = ResumeObstacle::Kind;
namespace {

constexpr uint64_t kLargestState = uint64_t{1} << 20;

constexpr std::pair<const char*, std::string Circumstances::*> kTexts[] = {
    {"program", &Circumstances::program},     {"data", &Circumstances::data},
    {"recipe", &Circumstances::recipe},       {"device", &Circumstances::device},
    {"processor", &Circumstances::processor}, {"precision", &Circumstances::precision}};
constexpr std::pair<const char*, int64_t Circumstances::*> kNumbers[] = {
    {"threads", &Circumstances::threads}, {"processes", &Circumstances::processes}};

bool isWhole(const fs::path& checkpoint)
{
    std::error_code code;
    for (const char* file : {"model.safetensors", "optimizer.safetensors", "trainer.json"})
        if (!fs::is_regular_file(checkpoint / file, code))
            return false;
    return true;
}

std::vector<ResumeObstacle> differences(const Circumstances& then, const Circumstances& now)
{
    std::vector<ResumeObstacle> found;
    const auto compare = [&](Kind kind, const std::string& before, const std::string& after) {
        if (before != after)
            found.push_back({kind, before, after});
    };
    compare(Kind::Program, then.program, now.program);
    compare(Kind::Data, then.data, now.data);
    compare(Kind::Recipe, then.recipe, now.recipe);
    compare(Kind::Device, then.device, now.device);
    compare(Kind::Processor, then.processor, now.processor);
    compare(Kind::Precision, then.precision, now.precision);
    compare(Kind::Threads, std::to_string(then.threads), std::to_string(now.threads));
    compare(Kind::Processes, std::to_string(then.processes), std::to_string(now.processes));
    return found;
}

} // namespace

json toJson(const Circumstances& circumstances)
{
    json object = json::object();
    for (const auto& [key, member] : kTexts)
        object[key] = circumstances.*member;
    for (const auto& [key, member] : kNumbers)
        object[key] = circumstances.*member;
    return object;
}

Circumstances circumstancesFromJson(const json& object)
{
    Circumstances circumstances;
    if (!object.is_object())
        return circumstances;
    for (const auto& [key, member] : kTexts)
        if (const auto found = object.find(key); found != object.end() && found->is_string())
            circumstances.*member = found->get<std::string>();
    for (const auto& [key, member] : kNumbers)
        if (const auto found = object.find(key);
            found != object.end() && found->is_number_integer())
            circumstances.*member = found->get<int64_t>();
    return circumstances;
}

std::string textOf(const ResumeObstacle& obstacle)
{
    const auto changed = [&](const char* what) {
        return std::string(what) + " (" + obstacle.then + ", now " + obstacle.now + ")";
    };
    switch (obstacle.kind) {
    case Kind::NoCheckpoint:
        return "there is no complete checkpoint";
    case Kind::Unknown:
        return "the checkpoint does not say what it was made with";
    case Kind::Program:
        return changed("the program is another version");
    case Kind::Data:
        return "the data has changed since";
    case Kind::Recipe:
        return "the recipe was changed";
    case Kind::Device:
        return changed("it would run on another device");
    case Kind::Processor:
        return changed("the processor is another");
    case Kind::Precision:
        return changed("it would compute in another precision");
    case Kind::Threads:
        return changed("it would use another number of threads");
    case Kind::Processes:
        return changed("it would run in another number of processes");
    case Kind::Gpu:
        return "sums on a GPU come in no fixed order";
    case Kind::Clock:
        return "the run ends by time, and its learning rate follows the clock";
    }
    return {};
}

std::vector<ResumeObstacle> resumeObstacles(const RunFolder& run, const Circumstances& now)
{
    const auto checkpoint = run.latestCheckpoint();
    if (!checkpoint || !isWhole(*checkpoint))
        return {{Kind::NoCheckpoint}};
    const auto state = readJson(*checkpoint / "trainer.json", kLargestState);
    if (!state || !state->is_object() || !state->contains("made_with"))
        return {{Kind::Unknown}};
    const Circumstances then = circumstancesFromJson((*state)["made_with"]);
    std::vector<ResumeObstacle> found = differences(then, now);
    if (now.device != "cpu" && then.device == now.device)
        found.push_back({Kind::Gpu});
    const auto recipe = loadRecipe(run.recipeFile().string());
    if (recipe && recipe->real("run.minutes") > 0)
        found.push_back({Kind::Clock});
    return found;
}

bool isComplete(const RunFolder& run, const RunStatus& status)
{
    const auto recipe = loadRecipe(run.recipeFile().string());
    if (!recipe)
        return false;
    const Schedule schedule{.steps = recipe->integer("run.steps"),
                            .seconds = 60 * recipe->real("run.minutes")};
    return schedule.finished(status.step, status.elapsedSeconds);
}

} // namespace unimo::train
