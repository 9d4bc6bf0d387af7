// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/dry_run.h"

#include "core/base/threads.h"
#include "core/data/detail/prefetcher.h"
#include "core/tensor/device.h"
#include "core/train/bench.h"
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
constexpr int kWarmUpSteps = 1, kWholeSteps = 3;
constexpr double kPatienceSeconds = 60; ///< for the whole steps together
/// Of the free memory. The estimate leaves out what a step needs for moments only.
constexpr double kMemoryShare = 0.7;

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

/// Why whole steps are not run; empty when they are.
std::string whyNotWhole(const std::string& device, double wholeGib, double expectedSeconds)
{
    char text[200] = "";
    const double freeGib = static_cast<double>(availableMemoryBytes()) / kGib;
    if (device == "cpu" && wholeGib > kMemoryShare * freeGib)
        std::snprintf(text, sizeof text, "a step needs about %.1f GiB, %.1f are free", wholeGib,
                      freeGib);
    else if (device == "cpu" && (kWarmUpSteps + kWholeSteps) * expectedSeconds > kPatienceSeconds)
        std::snprintf(text, sizeof text, "a step takes about %.0f s", expectedSeconds);
    return text;
}

/// Whole steps against the clock, or what the small step lets expect of them.
nlohmann::json wholeSteps(const DryRunRequest& request, const Settings& recipe,
                          const std::string& device, const nlohmann::json& report,
                          const JobControl& control)
{
    const auto& whole = report["whole"];
    const double expected = report["step_seconds"].get<double>() * whole["tokens"].get<double>() /
                            report["tried"]["tokens"].get<double>();
    nlohmann::json steps = {{"device", device},
                            {"not_run", whyNotWhole(device, whole["total_gib"], expected)}};
    if (steps["not_run"].get<std::string>().empty()) {
        control.progress("Running whole steps", 1, 2);
        const auto bench = benchTrain({request.project, recipe, kWarmUpSteps, kWholeSteps, {}});
        if (bench) {
            steps["precision"] = (*bench)["precision"];
            steps["step_seconds"] = (*bench)["step_seconds"];
            steps["sequences_per_second"] = (*bench)["sequences_per_second"];
            steps["share_of_products"] =
                (*bench)["encoder_gflops"].get<double>() / (*bench)["gemm_gflops"].get<double>();
            steps["peak_gib"] = (*bench)["peak_mib"].get<double>() / 1024;
            return steps;
        }
        steps["not_run"] = bench.error().message; // out of a GPU's memory, say
    }
    steps["step_seconds"] = expected;
    steps["sequences_per_second"] = whole["sequences"].get<double>() / expected;
    return steps;
}

/// When a run of the recipe would end: by its steps or its minutes, whichever comes first.
nlohmann::json finish(const Settings& recipe, double stepSeconds)
{
    const auto steps = static_cast<double>(recipe.integer("run.steps"));
    const double seconds = 60 * recipe.real("run.minutes");
    const double bySteps = steps * stepSeconds;
    if (steps > 0 && (seconds <= 0 || bySteps < seconds))
        return {{"seconds", bySteps}, {"steps", steps}};
    return {{"seconds", seconds}, {"steps", seconds / stepSeconds}};
}

} // namespace

Result<nlohmann::json> dryRun(const DryRunRequest& request, const JobControl& control)
{
    try {
        control.progress("Building the model", 0, 2);
        // Before anything asks torch for CUDA, which remembers a no (tensor/device.cpp).
        const auto device = tensor::resolveDevice(request.recipe.text("run.device")).orThrow();
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
                                                   passes, rules.recompute))},
            {"tried",
             toJson(small, estimateMemory(bundle.config, parameters, small, rules.autocast ? 2 : 4,
                                          passes, rules.recompute))},
            {"step_seconds", seconds},
            {"loss", losses.total.item<double>()},
            {"peak_gib", static_cast<double>(peakMemoryBytes()) / kGib},
            {"objectives", nlohmann::json::object()}};
        for (const auto& scalar : losses.scalars)
            if (scalar.tag.starts_with("loss/"))
                report["objectives"][scalar.tag.substr(5)] = scalar.value.item<double>();
        if (control.stopped())
            return JobControl::cancelled("The dry run");
        report["whole_steps"] = wholeSteps(request, recipe, device, report, control);
        const double ofAStep = report["whole_steps"]["step_seconds"];
        report["loader_headroom"] =
            ofAStep * data::Prefetcher::threadsFor(at::Device(device)) / collate;
        report["finish"] = finish(recipe, ofAStep);
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
    const auto& steps = report["whole_steps"];
    if (steps["not_run"].get<std::string>().empty())
        add("\nWhole steps on %s: %.2f s each, %.0f sequences/s, %.0f %% of the rate of bare "
            "products "
            "(%s), peak memory %.1f GiB.\n",
            steps["device"].get<std::string>().c_str(), real(steps["step_seconds"]),
            real(steps["sequences_per_second"]), 100 * real(steps["share_of_products"]),
            steps["precision"].get<std::string>().c_str(), real(steps["peak_gib"]));
    else
        add("\nNo whole step was run: %s.\n", steps["not_run"].get<std::string>().c_str());
    add("A batch is put together in %.2f s; the loader makes them %.1f times as fast as steps.\n",
        real(report["collate_seconds"]), real(report["loader_headroom"]));
    if (real(report["finish"]["seconds"]) > 0)
        add("A run ends after about %.0f minutes and %.0f steps.\n",
            real(report["finish"]["seconds"]) / 60, real(report["finish"]["steps"]));
    return out;
}

} // namespace unimo::train
