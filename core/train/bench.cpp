// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/bench.h"

#include "core/base/files.h"
#include "core/tensor/detail/autocast.h"
#include "core/tensor/detail/device_meter.h"
#include "core/tensor/device.h"
#include "core/train/detail/bench_parts.h"
#include "core/train/detail/recipe_plan.h"
#include "core/train/detail/start.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <vector>

namespace unimo::train {
namespace {

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

double gemmRate(at::ScalarType type, const at::Device& device)
{
    const torch::NoGradGuard noGrad;
    const int64_t size = device.is_cuda() ? 8192 : 1024;
    const auto options = at::TensorOptions().dtype(type).device(device);
    const at::Tensor a = at::randn({size, size}, options);
    const at::Tensor b = at::randn({size, size}, options);
    std::vector<double> seconds;
    for (int i = 0; i < 15; ++i) {
        const double start = now();
        (void)at::matmul(a, b);
        tensor::finishWork(device);
        seconds.push_back(now() - start);
    }
    const auto side = static_cast<double>(size);
    return 2.0 * side * side * side / median(seconds) / 1e9;
}

Result<nlohmann::json> benchTrain(const BenchRequest& request)
{
    try {
        tensor::setComputeThreads(static_cast<int>(request.recipe.integer("run.threads")));
        const at::Device device(tensor::resolveDevice(request.recipe.text("run.device")).orThrow());
        auto project = store::Project::open(request.project, /*readOnly=*/true).orThrow();
        tasks::Bundle bundle = startBundle(request.recipe, *project).orThrow();
        const auto scenes = trainingScenes(request.recipe, *project, bundle);
        const data::BatchBuilder builder(scenes, stepPlan(request.recipe, bundle),
                                         bundle.sequenceIds(), 1);
        const double collateStart = now();
        std::vector<data::StepBatch> batches;
        for (int64_t i = 0; i < request.warmup + request.steps; ++i)
            batches.push_back(builder.build(i));
        const double collate = (now() - collateStart) / static_cast<double>(batches.size());
        if (!request.lengthsFile.empty()) {
            nlohmann::json steps = nlohmann::json::array();
            for (const auto& batch : batches)
                steps.push_back(lengthsOf(batch));
            writeJsonAtomic(request.lengthsFile, {{"steps", steps}}).orThrow();
        }

        const StepRules rules = stepRules(request.recipe, device.str());
        bundle.to(device);
        for (auto& batch : batches)
            batch = batch.to(device);
        tensor::finishWork(device);
        bundle.train(true);
        Optimizer optimizer(bundle.state(), optimizerOptions(request.recipe));
        std::vector<double> seconds;
        double sequences = 0, tokens = 0, total = 0;
        for (size_t i = 0; i < batches.size(); ++i) {
            const double start = now();
            optimizer.zeroGradients();
            (void)learn(bundle, batches[i], rules, i);
            optimizer.step(1e-5);
            tensor::finishWork(device);
            if (i < static_cast<size_t>(request.warmup))
                continue;
            seconds.push_back(now() - start);
            total += seconds.back();
            sequences += static_cast<double>(batches[i].sequences);
            tokens += static_cast<double>(batches[i].tokens);
        }
        const int64_t peak = tensor::peakMemory(device); // before the products below
        const double gemm = gemmRate(rules.autocast ? at::kBFloat16 : at::kFloat, device);
        const auto& config = bundle.config;
        // Forward and twice that backward through the encoder's matrices; heads are left out.
        const double flops =
            6.0 * static_cast<double>(config.layers) * static_cast<double>(config.hidden) *
            static_cast<double>(4 * config.hidden + 2 * config.feedForward) * tokens;
        return nlohmann::json{{"step_seconds", median(seconds)},
                              {"sequences_per_second", sequences / total},
                              {"tokens_per_second", tokens / total},
                              {"collate_seconds", collate},
                              {"peak_mib", static_cast<double>(peak) / (1 << 20)},
                              {"device", device.str()},
                              {"precision", rules.autocast ? "bf16" : "fp32"},
                              {"threads", at::get_num_threads()},
                              {"gemm_gflops", gemm},
                              {"encoder_gflops", flops / total / 1e9},
                              {"layers", config.layers},
                              {"hidden", config.hidden},
                              {"heads", config.heads},
                              {"vocabulary", config.vocabulary},
                              {"output_vocabulary", config.outputVocabulary},
                              {"answers", bundle.answers.size()}};
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::train
