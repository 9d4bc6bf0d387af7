// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/heads.h"

#include <cmath>

namespace unimo::model {
namespace {

constexpr int64_t kPictureTaskWidth = 2048;
constexpr double kTaskDropout = 0.1;
constexpr double kAnswerDropout = 0.5;

} // namespace

HeadsImpl::HeadsImpl(const UnimoConfig& config, int64_t answers, const std::vector<TaskHead>& tasks)
    : answers_(answers)
{
    using torch::nn::Linear;
    const int64_t hidden = config.hidden;
    regionFeature = register_module("region_feature", Linear(hidden, config.featureDim));
    regionClass = register_module("region_class", Linear(hidden, config.regionClasses));
    textProjection = register_module("text_projection", Linear(hidden, hidden));
    imageProjection = register_module("image_projection", Linear(hidden, hidden));
    logTemperature =
        register_parameter("log_temperature", torch::full({}, std::log(0.07), at::kFloat));
    if (config.similarity == Similarity::Head)
        similarityWeight = register_parameter("similarity_weight", torch::ones({hidden}));
    matchInner = register_module("match_inner", Linear(2 * hidden, hidden));
    matchOuter = register_module("match_outer", Linear(hidden, 1));
    if (answers > 0 && config.answerHead == AnswerHead::Product) {
        answerInner = register_module("answer_inner", Linear(hidden, kPictureTaskWidth));
        answerOuter = register_module("answer_outer", Linear(kPictureTaskWidth, answers));
    } else if (answers > 0) {
        answerTransform = register_module("answer_transform", Linear(hidden, hidden));
        answerNorm = register_module(
            "answer_norm",
            torch::nn::LayerNorm(torch::nn::LayerNormOptions({hidden}).eps(config.normEpsilon)));
        answerEmbedding = register_parameter("answer_embedding", torch::zeros({answers, hidden}));
        answerBias = register_parameter("answer_bias", torch::zeros({answers}));
    }
    for (const TaskHead& task : tasks) {
        if (task.outputs == 0)
            continue;
        if (task.pictures)
            taskInner.emplace(task.name, register_module("task_inner_" + task.name,
                                                         Linear(hidden, kPictureTaskWidth)));
        taskOuter.emplace(
            task.name,
            register_module("task_" + task.name,
                            Linear(task.pictures ? kPictureTaskWidth : hidden, task.outputs)));
    }
}

at::Tensor HeadsImpl::taskOutputs(const std::string& task, const at::Tensor& texts,
                                  const at::Tensor& images)
{
    const auto inner = taskInner.find(task);
    const at::Tensor seen = inner == taskInner.end() ? texts : inner->second(texts + images);
    return taskOuter.at(task)(torch::dropout(seen, kTaskDropout, is_training()));
}

at::Tensor HeadsImpl::temperature()
{
    return logTemperature.exp().clamp(0.001, 0.5);
}

at::Tensor HeadsImpl::matchScore(const at::Tensor& product, const at::Tensor& texts)
{
    return matchOuter(at::gelu(matchInner(at::cat({product, texts}, 1)))).squeeze(1);
}

at::Tensor HeadsImpl::answerLogits(const at::Tensor& seen)
{
    if (answerInner)
        return answerOuter(
            torch::dropout(at::relu(answerInner(seen)), kAnswerDropout, is_training()));
    return at::linear(answerNorm(at::gelu(answerTransform(seen))), answerEmbedding, answerBias);
}

} // namespace unimo::model
