// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/results.h"

#include "core/base/files.h"
#include "core/base/hash.h"

#include <nlohmann/json.hpp>

namespace unimo::findings {

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

Status save(const Results& results, const std::filesystem::path& file)
{
    nlohmann::json outcomes = nlohmann::json::array();
    for (const Outcome& outcome : results.outcomes)
        outcomes.push_back({{"variant", outcome.variant},
                            {"seed", outcome.seed},
                            {"figures", outcome.figures},
                            {"train_seconds", outcome.trainSeconds}});
    return writeJsonAtomic(file, {{"version", 1},
                                  {"steps", results.steps},
                                  {"data_version", results.dataVersion},
                                  {"plan", results.plan},
                                  {"outcomes", outcomes}});
}

Result<std::optional<Results>> load(const std::filesystem::path& file)
{
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return std::optional<Results>();
    const auto json = readJson(file, 64 << 20);
    if (!json)
        return json.error();
    try {
        Results results;
        results.steps = json->at("steps");
        results.dataVersion = json->at("data_version");
        results.plan = json->at("plan");
        for (const auto& row : json->at("outcomes"))
            results.outcomes.push_back({row.at("variant"), row.at("seed"),
                                        row.at("figures").get<std::map<std::string, double>>(),
                                        row.at("train_seconds")});
        return std::optional(std::move(results));
    } catch (const nlohmann::json::exception& e) {
        return Error{ErrorKind::Data, e.what(), file.string(), "delete it to begin anew"};
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
