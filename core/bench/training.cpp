// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/training.h"

#include "core/base/files.h"
#include "core/bench/detail/gemm.h"
#include "core/bench/detail/training.h"
#include "core/bench/rounds.h"
#include "core/tensor/detail/device_meter.h"
#include "core/tensor/device.h"
#include "core/train/detail/start.h"

namespace unimo::bench {

Training::Training(tasks::Bundle bundle, const Settings& recipe, const store::Project& project)
    : bundle_(std::move(bundle)),
      device_(tensor::resolveDevice(recipe.text("run.device")).orThrow()),
      rules_(train::stepRules(recipe, device_.str())),
      builder_(std::make_shared<const data::BatchBuilder>(
          train::trainingScenes(recipe, project, bundle_), train::stepPlan(recipe, bundle_),
          bundle_.sequenceIds(), 1))
{
    bundle_.to(device_);
    bundle_.train(true);
    optimizer_ =
        std::make_unique<train::Optimizer>(bundle_.state(), train::optimizerOptions(recipe));
}

double Training::learn(const data::StepBatch& batch)
{
    return timed([&] {
        optimizer_->zeroGradients();
        (void)train::learn(bundle_, batch, rules_, step_++);
        optimizer_->step(1e-5);
        tensor::finishWork(device_);
    });
}

double Training::encoderFlops(int64_t tokens) const
{
    const auto& config = bundle_.config;
    return 6.0 * static_cast<double>(config.layers) * static_cast<double>(config.hidden) *
           static_cast<double>(4 * config.hidden + 2 * config.feedForward) *
           static_cast<double>(tokens);
}

Result<nlohmann::json> benchTraining(const TrainingRequest& request)
{
    try {
        tensor::setComputeThreads(static_cast<int>(request.recipe.integer("run.threads")));
        auto project = store::Project::open(request.project, /*readOnly=*/true).orThrow();
        Training training(train::startBundle(request.recipe, *project).orThrow(), request.recipe,
                          *project);
        std::vector<data::StepBatch> batches;
        const double collate = timed([&] {
            for (int64_t i = 0; i < request.warmup + request.steps; ++i)
                batches.push_back(training.batches()->build(i));
        });
        if (!request.lengthsFile.empty()) {
            nlohmann::json steps = nlohmann::json::array();
            for (const auto& batch : batches)
                steps.push_back(lengthsOf(batch));
            writeJsonAtomic(request.lengthsFile, {{"steps", steps}}).orThrow();
        }
        for (auto& batch : batches)
            batch = batch.to(training.device());
        tensor::finishWork(training.device());

        Times times;
        double total = 0;
        int64_t sequences = 0, tokens = 0;
        for (size_t i = 0; i < batches.size(); ++i) {
            const double seconds = training.learn(batches[i]);
            if (i < static_cast<size_t>(request.warmup))
                continue;
            times.seconds.push_back(seconds);
            total += seconds;
            sequences += batches[i].sequences;
            tokens += batches[i].tokens;
        }
        const int64_t peak = tensor::peakMemory(training.device()); // before the products below
        const double gemm =
            gemmRate(training.bf16() ? at::kBFloat16 : at::kFloat, training.device());
        const auto& config = training.bundle().config;
        return nlohmann::json{{"step_seconds", times.median()},
                              {"sequences_per_second", static_cast<double>(sequences) / total},
                              {"tokens_per_second", static_cast<double>(tokens) / total},
                              {"collate_seconds", collate / static_cast<double>(batches.size())},
                              {"peak_mib", static_cast<double>(peak) / (1 << 20)},
                              {"device", training.device().str()},
                              {"precision", training.bf16() ? "bf16" : "fp32"},
                              {"threads", at::get_num_threads()},
                              {"gemm_gflops", gemm},
                              {"encoder_gflops", training.encoderFlops(tokens) / total / 1e9},
                              {"layers", config.layers},
                              {"hidden", config.hidden},
                              {"heads", config.heads},
                              {"vocabulary", config.vocabulary},
                              {"output_vocabulary", config.outputVocabulary},
                              {"answers", training.bundle().answers.size()}};
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::bench
