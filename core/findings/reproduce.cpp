// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/reproduce.h"

#include "core/base/log.h"
#include "core/store/project.h"
#include "core/tasks/evaluation.h"
#include "core/train/bench.h"
#include "core/train/trainer.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::findings {
namespace fs = std::filesystem;
namespace {

class Reproduction
{
public:
    Reproduction(const Plan& plan, const ReproduceOptions& options, const JobControl& control)
        : plan_(plan), options_(options), control_(control), folder_(options.project / "findings")
    {
    }

    Results run()
    {
        open();
        const auto wanted = wantedVariants();
        const auto total = static_cast<int64_t>(wanted.size()) * options_.seeds;
        int64_t done = 0;
        for (int64_t seed = options_.firstSeed; seed < options_.firstSeed + options_.seeds; ++seed)
            for (const Variant* variant : wanted) {
                const std::string label = variant->name + ", seed " + std::to_string(seed);
                control_.progress(label, done, total);
                if (!results_.find(variant->name, seed)) {
                    results_.outcomes.push_back(outcomeOf(*variant, seed, label));
                    saveOutcome(results_.outcomes.back(), folder_).orThrow();
                }
                ++done;
            }
        return *load(folder_).orThrow(); // with what other calls have done meanwhile
    }

private:
    /// Goes on with earlier results, or begins with measuring the speed.
    void open()
    {
        const auto project = store::Project::open(options_.project, /*readOnly=*/true).orThrow();
        const std::string version = project->dataVersion();
        if (auto known = load(folder_).orThrow()) {
            if (known->plan != hashOf(plan_) || known->dataVersion != version)
                throw ErrorException({ErrorKind::Data,
                                      "the results are of other recipes or other data",
                                      folder_.string(), "move the folder away to begin anew"});
            results_ = *std::move(known);
            return;
        }
        results_.plan = hashOf(plan_);
        results_.dataVersion = version;
        results_.steps = options_.steps > 0 ? options_.steps : measuredSteps();
        saveHead(results_, folder_).orThrow();
    }

    int64_t measuredSteps() const
    {
        control_.progress("Measuring the speed of the full recipe", 0, 0);
        train::BenchRequest bench;
        bench.project = options_.project;
        bench.recipe = plan_.variants.front().recipe;
        bench.steps = 20;
        bench.warmup = 5;
        const auto speed = train::benchTrain(bench).orThrow();
        return std::max<int64_t>(20, static_cast<int64_t>(60 * options_.minutes /
                                                          speed.at("step_seconds").get<double>()));
    }

    std::vector<const Variant*> wantedVariants() const
    {
        std::vector<const Variant*> wanted;
        for (const Variant& variant : plan_.variants)
            if (&variant == &plan_.variants.front() || options_.variants.empty() ||
                std::find(options_.variants.begin(), options_.variants.end(), variant.name) !=
                    options_.variants.end())
                wanted.push_back(&variant);
        return wanted;
    }

    Outcome outcomeOf(const Variant& variant, int64_t seed, const std::string& label)
    {
        const train::RunFolder folder(options_.project / "runs" /
                                      ("findings-" + variant.name + "-" + std::to_string(seed)));
        train::TrainRequest request;
        request.project = options_.project;
        request.run = folder;
        request.recipe = variant.recipe;
        request.recipe.set("run.steps", results_.steps).orThrow();
        request.recipe.set("run.minutes", 0).orThrow();
        request.recipe.set("run.seed", seed).orThrow();
        request.resume = folder.latestCheckpoint().has_value();
        request.stop = control_.stop;
        request.onStatus = [&](const train::RunStatus& status) {
            control_.progress("Training " + label, status.step, results_.steps);
        };
        const train::RunStatus status = train::train(request).orThrow();
        if (control_.stopped() || status.step < results_.steps)
            throw ErrorException(JobControl::cancelled("The reproduction"));

        tasks::EvaluationOptions measured;
        measured.split = options_.split;
        measured.captions = 100;
        const auto checkpoint = folder.latestCheckpoint();
        const auto report = tasks::evaluateCheckpoint(
                                *checkpoint, options_.project, measured,
                                {control_.stop,
                                 [&](const ProgressState& state) {
                                     control_.progress("Measuring " + label + ": " + state.what,
                                                       state.done, state.total);
                                 }})
                                .orThrow();
        log::info("findings", label + " is measured");
        return {variant.name, seed, figuresOf(plan_, report), status.elapsedSeconds};
    }

    const Plan& plan_;
    const ReproduceOptions& options_;
    const JobControl& control_;
    fs::path folder_;
    Results results_;
};

} // namespace

Result<Results> reproduce(const Plan& plan, const ReproduceOptions& options,
                          const JobControl& control)
{
    try {
        return Reproduction(plan, options, control).run();
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::findings
