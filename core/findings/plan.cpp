// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/plan.h"

#include "core/base/files.h"
#include "core/train/recipe.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::findings {
namespace {

constexpr uint64_t kLargestFile = 1 << 20;

Settings merged(const Settings& base, const std::filesystem::path& file)
{
    Settings settings = base;
    if (auto status = settings.merge(readJson(file, kLargestFile).orThrow()); !status) {
        Error error = status.error();
        error.where = file.string();
        throw ErrorException(error);
    }
    return settings;
}

/// Throws when a question names what is not there.
void check(const Plan& plan, const std::filesystem::path& file)
{
    const auto known = [](const auto& list, const std::string& name) {
        return std::any_of(list.begin(), list.end(),
                           [&](const auto& entry) { return entry.name == name; });
    };
    for (const Question& question : plan.questions) {
        for (const auto& variant : question.without)
            if (!known(plan.variants, variant))
                throw ErrorException({ErrorKind::Data,
                                      question.name + " names the variant " + variant,
                                      file.string(),
                                      {}});
        for (const auto& figure : question.figures)
            if (!known(plan.figures, figure))
                throw ErrorException({ErrorKind::Data,
                                      question.name + " names the figure " + figure,
                                      file.string(),
                                      {}});
    }
}

} // namespace

Result<Plan> loadPlan(const std::filesystem::path& folder)
{
    const auto file = folder / "plan.json";
    try {
        const auto json = readJson(file, kLargestFile).orThrow();
        Plan plan;
        const Settings full = merged(Settings(train::recipeTable()), folder / "full.json");
        plan.variants.push_back({"full", full});
        for (const std::string name : json.at("variants"))
            plan.variants.push_back({name, merged(full, folder / (name + ".json"))});
        for (const auto& [name, pointers] : json.at("figures").items())
            plan.figures.push_back({name, pointers.get<std::vector<std::string>>()});
        for (const auto& row : json.at("questions"))
            plan.questions.push_back({row.at("name"), row.at("text"), row.at("claim"),
                                      row.at("without").get<std::vector<std::string>>(),
                                      row.at("figures").get<std::vector<std::string>>()});
        check(plan, file);
        return plan;
    } catch (const nlohmann::json::exception& e) {
        return Error{ErrorKind::Data, e.what(), file.string(), {}};
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::findings
