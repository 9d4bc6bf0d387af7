// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/bench/detail/made_up_bundle.h"
#include "core/bench/detail/training.h"
#include "core/bench/machine.h"
#include "core/bench/workloads.h"
#include "core/tensor/device.h"
#include "core/train/detail/bench_parts.h"
#include "core/train/recipe.h"

#include <algorithm>

namespace unimo::bench {
namespace {

constexpr int kWarmup = 2; ///< steps

/// One of the two workloads at one size of the model.
struct Case
{
    std::string name; ///< "w1.small"
    std::string recipe;
    std::vector<std::string> changes; ///< KEY=VALUE
    model::UnimoConfig config;
    double wantedShare;    ///< of the product rate
    double wantedAutocast; ///< times the peer's bf16
    double mostMiB = 0;    ///< 0: no goal
};

std::vector<Case> casesOf(const Session& session)
{
    if (session.plan().size == Size::Tiny)
        return {{"w1.tiny",
                 "bench/w1",
                 {"cmcl.pairs=2", "mlm.pairs=2", "regions.pairs=2"},
                 tinyConfig(),
                 0.45,
                 1.8}};
    std::vector<Case> cases = {{"w1.small", "bench/w1", {}, smallConfig(), 0.45, 1.8, 2048},
                               {"w2.small", "bench/w2", {}, smallConfig(), 0.45, 1.8}};
    if (session.plan().size == Size::Full) {
        cases.push_back({"w1.base",
                         "bench/w1",
                         {"cmcl.pairs=2", "mlm.pairs=2", "regions.pairs=2"},
                         baseConfig(),
                         0.6,
                         1.5});
        cases.push_back(
            {"w2.base", "bench/w2", {"mlm.pairs=16", "match.sets=8"}, baseConfig(), 0.6, 1.5});
    }
    return cases;
}

/// The model's heads as the recipe trains them.
model::UnimoConfig configured(model::UnimoConfig config, const Settings& recipe)
{
    config.similarity = model::similarityNamed(recipe.text("model.similarity")).value();
    config.jointScore =
        recipe.boolean("match.on") ? model::JointScore::Match : model::JointScore::Similarity;
    config.dropout = recipe.real("model.dropout");
    config.featureDropout = recipe.real("model.feature_dropout");
    return config;
}

std::unique_ptr<Peer> trainingPeer(const Session& session, const std::filesystem::path& lengths,
                                   const model::UnimoConfig& config, const std::string& precision)
{
    return session.peer("train_step.py", {"--serve",
                                          "--lengths",
                                          lengths.string(),
                                          "--warmup",
                                          std::to_string(kWarmup),
                                          "--dtype",
                                          precision,
                                          "--threads",
                                          std::to_string(at::get_num_threads()),
                                          "--hidden",
                                          std::to_string(config.hidden),
                                          "--layers",
                                          std::to_string(config.layers),
                                          "--heads",
                                          std::to_string(config.heads),
                                          "--vocab",
                                          std::to_string(config.vocabulary),
                                          "--feature-dim",
                                          std::to_string(config.featureDim),
                                          "--classes",
                                          std::to_string(config.regionClasses),
                                          "--dropout",
                                          std::to_string(config.dropout),
                                          "--feature-dropout",
                                          std::to_string(config.featureDropout)});
}

/// Steps in one precision beside the peer's in the same; returns the peer's times.
Times benchPrecision(Session& session, const Case& wanted, const std::string& precision,
                     const Times& plainPeer)
{
    const PeakMemory memory;
    Settings recipe = train::loadRecipe(wanted.recipe, wanted.changes).orThrow();
    recipe.set("run.precision", precision).orThrow();
    recipe.set("run.device", "cpu").orThrow();
    const auto project = store::Project::open(session.workload(), /*readOnly=*/true).orThrow();
    Training training(madeUpBundle(configured(wanted.config, recipe)), recipe, *project);
    const auto lengths = session.newFile(".json");
    std::vector<data::StepBatch> batches;
    nlohmann::json steps = nlohmann::json::array();
    for (int64_t i = 0; i < kWarmup + session.rounds(); ++i) {
        batches.push_back(training.batches()->build(i));
        steps.push_back(train::lengthsOf(batches.back()));
    }
    writeJsonAtomic(lengths, {{"steps", steps}}).orThrow();
    const auto peer = trainingPeer(session, lengths, training.bundle().config, precision);

    size_t next = 0;
    int64_t tokens = 0;
    const auto step = [&] {
        const auto& batch = batches[next++];
        const double seconds = training.learn(batch);
        if (next > kWarmup)
            tokens += batch.tokens;
        return seconds;
    };
    for (int i = 0; i < kWarmup; ++i)
        step();
    const Rounds rounds = takeTurns(session.rounds(), step, peer.get(), {}, /*warm=*/true);
    const int64_t peak = memory.bytes(); // before the products below
    const double rate = train::gemmRate(precision == "bf16" ? at::kBFloat16 : at::kFloat, at::kCPU);
    double total = 0;
    for (const double seconds : rounds.ours.seconds)
        total += seconds;

    const std::string name = "steps." + wanted.name + '.' + precision;
    const std::string what = "a step of " + wanted.recipe + ", " +
                             std::to_string(training.bundle().config.layers) + " layers of " +
                             std::to_string(training.bundle().config.hidden) + ", " + precision;
    Record record = recordOf(name, what, rounds, peer.get());
    record.share = Record::Share{training.encoderFlops(tokens) / total / 1e9 / rate,
                                 "the rate of products of 1024 x 1024, " + precision};
    record.goals = {{Goal::Of::Share, true, wanted.wantedShare}};
    const bool bf16 = precision == "bf16";
    if (bf16)
        record.goals.push_back({Goal::Of::Times, true, wanted.wantedAutocast});
    session.add(record);
    if (bf16 || !tensor::cpuHasBf16()) { // the best that there is, beside Python's default
        Record best{"steps." + wanted.name, what + ", beside Python's default"};
        best.value = record.value;
        best.unit = record.unit;
        best.noise = record.noise;
        const Times& plain = bf16 ? plainPeer : rounds.peers;
        if (!plain.seconds.empty())
            best.peer = Record::Peer{"torch and transformers, fp32", plain.median()};
        best.goals = {{Goal::Of::Times, true, 2.5}};
        session.add(std::move(best));
    }
    Record held{name + ".memory", what + ", the most memory"};
    held.value = static_cast<double>(peak) / (1 << 20);
    held.unit = "MiB";
    if (peer)
        held.peer = Record::Peer{peer->name(), rounds.last.at("peak_mib")};
    if (wanted.mostMiB > 0)
        held.goals = {{Goal::Of::Value, false, wanted.mostMiB}};
    session.add(std::move(held));
    return rounds.peers;
}

} // namespace

void benchSteps(Session& session)
{
    tensor::setComputeThreads(0);
    for (const Case& wanted : casesOf(session)) {
        const Times plain = benchPrecision(session, wanted, "fp32", {});
        if (tensor::cpuHasBf16())
            benchPrecision(session, wanted, "bf16", plain);
    }
}

} // namespace unimo::bench
