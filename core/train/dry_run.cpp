// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/dry_run.h"

#include "core/base/threads.h"
#include "core/tensor/device.h"
#include "core/train/detail/memory_estimate.h"
#include "core/train/detail/recipe_plan.h"
#include "core/train/detail/start.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace unimo::train {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kGib = 1024.0 * 1024 * 1024;

/// As few sequences as each objective that is on can do with.
data::StepPlan smallest(data::StepPlan plan)
{
    const auto atMost = [](int64_t& count, int64_t limit) { count = std::min(count, limit); };
    atMost(plan.contrastPairs, 2); // one pair has no negative
    for (int64_t data::StepPlan::*count :
         {&data::StepPlan::cmclPairs, &data::StepPlan::cmclPositives,
          &data::StepPlan::cmclNegatives, &data::StepPlan::cmclTexts, &data::StepPlan::cmclPictures,
          &data::StepPlan::retrievalSets, &data::StepPlan::retrievalNegatives,
          &data::StepPlan::captions, &data::StepPlan::maskedCaptions, &data::StepPlan::loneTexts,
          &data::StepPlan::maskedPictures, &data::StepPlan::lonePictures,
          &data::StepPlan::matchSets, &data::StepPlan::matchNegatives, &data::StepPlan::matchRandom,
          &data::StepPlan::questionScenes, &data::StepPlan::questionsPerScene,
          &data::StepPlan::taskExamples})
        atMost(plan.*count, 1);
    return plan;
}

/// Random weights stand in for those that nobody has named.
Settings withoutWeights(const Settings& recipe)
{
    Settings changed = recipe;
    if (recipe.text("start.from").empty() && recipe.text("model.preset") != "unimo-mini")
        changed.set("start.text", "scratch").orThrow();
    return changed;
}

nlohmann::json toJson(const data::StepBatch& batch, const MemoryEstimate& estimate)
{
    int64_t longest = 0;
    for (int64_t b = 0; b < batch.input.layout.sequences(); ++b)
        longest = std::max<int64_t>(longest, batch.input.layout.length(b));
    return {{"sequences", batch.sequences},
            {"tokens", batch.tokens},
            {"longest", longest},
            {"weights_gib", estimate.weights / kGib},
            {"gradients_gib", estimate.gradients / kGib},
            {"optimizer_gib", estimate.optimizer / kGib},
            {"activations_gib", estimate.activations / kGib},
            {"logits_gib", estimate.logits / kGib},
            {"total_gib", estimate.total() / kGib}};
}

} // namespace

Result<nlohmann::json> dryRun(const DryRunRequest& request)
{
    try {
        tensor::setComputeThreads(static_cast<int>(request.recipe.integer("run.threads")));
        const Settings recipe = withoutWeights(request.recipe);
        auto project = store::Project::open(request.project, /*readOnly=*/true).orThrow();
        tasks::Bundle bundle = startBundle(recipe, *project).orThrow();
        bundle.train(true);
        const auto scenes = trainingScenes(recipe, *project, bundle);
        const data::StepPlan plan = stepPlan(recipe, bundle);
        const StepRules rules = stepRules(recipe, "cpu");
        const int64_t parameters = bundle.model->parameterCount();
        const int64_t passes = rules.adversarial ? 3 : 1;

        const auto collateStart = Clock::now();
        const data::StepBatch whole =
            data::BatchBuilder(scenes, plan, bundle.sequenceIds(), 1).build(0);
        const double collate = std::chrono::duration<double>(Clock::now() - collateStart).count();
        const data::StepBatch small =
            data::BatchBuilder(scenes, smallest(plan), bundle.sequenceIds(), 1).build(0);

        Optimizer optimizer(bundle.state(), optimizerOptions(recipe));
        const auto stepStart = Clock::now();
        const StepLosses losses = learn(bundle, small, rules, 1);
        optimizer.step(1e-6);
        const double seconds = std::chrono::duration<double>(Clock::now() - stepStart).count();

        const bool halves = recipe.text("run.precision") != "fp32";
        nlohmann::json report = {
            {"preset", recipe.text("model.preset")},
            {"parameters", parameters},
            {"vocabulary", bundle.config.vocabulary},
            {"random_weights",
             recipe.text("start.from").empty() && recipe.text("start.text") == "scratch"},
            {"steps", recipe.integer("run.steps")},
            {"minutes", recipe.real("run.minutes")},
            {"collate_seconds", collate},
            {"whole", toJson(whole, estimateMemory(bundle.config, parameters, whole, halves ? 2 : 4,
                                                   passes))},
            {"tried", toJson(small, estimateMemory(bundle.config, parameters, small,
                                                   rules.autocast ? 2 : 4, passes))},
            {"step_seconds", seconds},
            {"loss", losses.total.item<double>()},
            {"peak_gib", static_cast<double>(peakMemoryBytes()) / kGib},
            {"objectives", nlohmann::json::object()}};
        for (const auto& scalar : losses.scalars)
            if (scalar.tag.starts_with("loss/"))
                report["objectives"][scalar.tag.substr(5)] = scalar.value.item<double>();
        return report;
    } catch (...) {
        return currentExceptionAsError();
    }
}

std::string dryRunText(const nlohmann::json& report)
{
    char line[400];
    std::string out;
    const auto add = [&](const char* format, auto... values) {
        std::snprintf(line, sizeof line, format, values...);
        out += line;
    };
    const auto real = [](const nlohmann::json& value) { return value.get<double>(); };
    const auto whole = [](const nlohmann::json& value) { return value.get<long long>(); };
    add("%s: %.1f million parameters, vocabulary %lld%s\n",
        report["preset"].get<std::string>().c_str(), real(report["parameters"]) / 1e6,
        whole(report["vocabulary"]),
        report["random_weights"].get<bool>() ? ", random weights (start.from is empty)" : "");
    add("One step on the CPU with the fewest sequences: loss %.3f in %.1f s, peak memory %.1f "
        "GiB\n",
        real(report["loss"]), real(report["step_seconds"]), real(report["peak_gib"]));
    for (const auto& [name, loss] : report["objectives"].items())
        if (name != "total")
            add("  %-24s %8.3f\n", name.c_str(), real(loss));
    add("\n%-22s %12s %12s\n", "Estimate", "tried", "whole step");
    const std::pair<const char*, const char*> counts[] = {
        {"sequences", "Sequences"}, {"tokens", "Tokens"}, {"longest", "Longest sequence"}};
    for (const auto& [key, label] : counts)
        add("%-22s %12lld %12lld\n", label, whole(report["tried"][key]),
            whole(report["whole"][key]));
    const std::pair<const char*, const char*> parts[] = {
        {"weights_gib", "Weights (GiB)"}, {"gradients_gib", "Gradients"},
        {"optimizer_gib", "Optimiser"},   {"activations_gib", "Activations"},
        {"logits_gib", "Word logits"},    {"total_gib", "Together"}};
    for (const auto& [key, label] : parts)
        add("%-22s %12.2f %12.2f\n", label, real(report["tried"][key]), real(report["whole"][key]));
    add("A whole batch is put together in %.2f s.\n", real(report["collate_seconds"]));
    return out;
}

} // namespace unimo::train
