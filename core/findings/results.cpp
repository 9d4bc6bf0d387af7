// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/results.h"

#include "core/base/files.h"
#include "core/base/hash.h"

#include <nlohmann/json.hpp>

#include <set>

namespace unimo::findings {
namespace fs = std::filesystem;

const Outcome* Results::find(const std::string& variant, int64_t seed) const
{
    for (const Outcome& outcome : outcomes)
        if (outcome.variant == variant && outcome.seed == seed)
            return &outcome;
    return nullptr;
}

std::string hashOf(const Plan& plan)
{
    std::string all;
    for (const Variant& variant : plan.variants)
        all += variant.name + variant.recipe.toJson().dump();
    return contentHash(all);
}

namespace {

constexpr const char* kHead = "results.json";
constexpr const char* kOutcomes = "outcomes";
constexpr uint64_t kLargestFile = 1 << 20;

Outcome outcomeOf(const nlohmann::json& json)
{
    return {json.at("variant"), json.at("seed"),
            json.at("figures").get<std::map<std::string, double>>(), json.at("train_seconds")};
}

} // namespace

Status saveHead(const Results& results, const fs::path& folder)
{
    std::error_code code;
    fs::create_directories(folder / kOutcomes, code);
    return writeJsonAtomic(folder / kHead, {{"version", 2},
                                            {"steps", results.steps},
                                            {"data_version", results.dataVersion},
                                            {"plan", results.plan}});
}

Status saveOutcome(const Outcome& outcome, const fs::path& folder)
{
    return writeJsonAtomic(folder / kOutcomes /
                               (outcome.variant + "-" + std::to_string(outcome.seed) + ".json"),
                           {{"variant", outcome.variant},
                            {"seed", outcome.seed},
                            {"figures", outcome.figures},
                            {"train_seconds", outcome.trainSeconds}});
}

Result<std::optional<Results>> load(const fs::path& folder)
{
    fs::path file = folder / kHead;
    std::error_code code;
    if (!fs::exists(file, code))
        return std::optional<Results>();
    try {
        const auto head = readJson(file, kLargestFile).orThrow();
        if (head.at("version") != 2)
            return Error{ErrorKind::Data, "is of another version of this program", file.string(),
                         "move the folder away to begin anew"};
        Results results;
        results.steps = head.at("steps");
        results.dataVersion = head.at("data_version");
        results.plan = head.at("plan");
        std::set<fs::path> files; // in the same order everywhere
        for (const auto& entry : fs::directory_iterator(folder / kOutcomes, code))
            if (entry.path().extension() == ".json")
                files.insert(entry.path());
        for (const auto& each : files) {
            file = each;
            results.outcomes.push_back(outcomeOf(readJson(file, kLargestFile).orThrow()));
        }
        return std::optional(std::move(results));
    } catch (const nlohmann::json::exception& e) {
        return Error{ErrorKind::Data, e.what(), file.string(), "delete it: it is made again"};
    } catch (...) {
        return currentExceptionAsError();
    }
}

std::map<std::string, double> figuresOf(const Plan& plan, const nlohmann::json& report)
{
    std::map<std::string, double> figures;
    for (const Figure& figure : plan.figures) {
        double sum = 0;
        double found = 0;
        for (const std::string& pointer : figure.pointers) {
            const nlohmann::json::json_pointer place(pointer);
            if (report.contains(place) && report.at(place).is_number()) {
                sum += report.at(place).get<double>();
                ++found;
            }
        }
        if (found > 0 && found == static_cast<double>(figure.pointers.size()))
            figures[figure.name] = 100 * sum / found;
    }
    return figures;
}

} // namespace unimo::findings
