// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/detail/made_up_bundle.h"
#include "core/bench/detail/training.h"
#include "core/bench/machine.h"
#include "core/bench/photos.h"
#include "core/bench/workloads.h"
#include "core/data/detail/prefetcher.h"
#include "core/tensor/device.h"
#include "core/train/detail/start.h"
#include "core/train/recipe.h"
#include "core/vision/feature_job.h"

namespace unimo::bench {
namespace {

/// Pairs of few small regions: as many as real data has, small enough for any disk.
WorkloadShape manyPairs(const Session& session)
{
    return {session.sized<int64_t>(200, 20'000, 1'000'000), 4, 64, 1, 1, 0};
}

/// Steps as the trainer takes them, and what share of their time is spent waiting for the loader.
void addWait(Session& session, const std::string& name, const std::string& what, Training& training)
{
    const int64_t steps = session.sized<int64_t>(2, 10, 40);
    data::Prefetcher loader(training.batches(), 0, training.device());
    double waited = 0, all = 0;
    for (int64_t i = -2; i < steps; ++i) { // the first two fill caches
        data::StepBatch batch;
        const double wait = timed([&] { batch = loader.next(); });
        const double step = training.learn(batch);
        if (i < 0)
            continue;
        waited += wait;
        all += wait + step;
    }
    Record record{name, what};
    record.value = 100 * waited / all;
    record.unit = "%";
    record.goals = {{Goal::Of::Value, false, 3}};
    session.add(std::move(record));
}

/// How much memory grows from the first tenth of an epoch to its end.
void addEpoch(Session& session, const Training& training, const WorkloadShape& shape)
{
    constexpr int64_t kPairs = 16; ///< a step, of bench/w1
    const int64_t steps = shape.pairs / kPairs;
    data::Prefetcher loader(training.batches(), 0, training.device());
    int64_t early = 0;
    const double seconds = timed([&] {
        for (int64_t i = 0; i < steps; ++i) {
            (void)loader.next();
            if (i == steps / 10)
                early = ownMemoryBytes();
        }
    });
    Record growth{"loader.growth", "memory from a tenth of an epoch of " +
                                       std::to_string(shape.pairs) + " pairs to its end"};
    growth.value = static_cast<double>(ownMemoryBytes() - early) / (1 << 20);
    growth.unit = "MiB";
    growth.goals = {{Goal::Of::Value, false, 64}};
    session.add(std::move(growth));
    Record rate{"loader.rate", "pairs of bench/w1 made ready, no step beside them"};
    rate.value = static_cast<double>(steps * kPairs) / seconds;
    rate.unit = "1/s";
    rate.lowerIsBetter = false;
    session.add(std::move(rate));
}

void benchSynthetic(Session& session)
{
    const WorkloadShape shape = manyPairs(session);
    const auto project = store::Project::open(session.workload(shape), /*readOnly=*/true).orThrow();
    Settings recipe = train::loadRecipe("bench/w1", {}).orThrow();
    recipe.set("run.device", "cpu").orThrow();
    auto config = session.sized(tinyConfig(), smallConfig(), smallConfig());
    config.featureDim = shape.dim;
    config.similarity = model::similarityNamed(recipe.text("model.similarity")).value();
    Training training(madeUpBundle(config), recipe, *project);
    addWait(session, "loader.synthetic",
            "time that steps of bench/w1 wait for data, " + std::to_string(shape.pairs) + " pairs",
            training);
    addEpoch(session, training, shape);
}

void benchDemo(Session& session)
{
    const auto folder = session.scenes(kFewScenes);
    {
        const auto project = store::Project::open(folder).orThrow();
        for (const char* set : {vision::kTruthSet, vision::kProposalsSet})
            (void)vision::extractFeatures(*project, set, {}).orThrow();
    }
    const auto project = store::Project::open(folder, /*readOnly=*/true).orThrow();
    Settings recipe = train::loadRecipe("demo", {}).orThrow();
    recipe.set("run.device", "cpu").orThrow();
    Training training(train::startBundle(recipe, *project).orThrow(), recipe, *project);
    addWait(session, "loader.demo", "time that steps of the demo recipe wait for data", training);
}

} // namespace

void benchLoader(Session& session)
{
    tensor::setComputeThreads(0);
    benchSynthetic(session);
    if (session.plan().size != Size::Tiny)
        benchDemo(session);
}

} // namespace unimo::bench
