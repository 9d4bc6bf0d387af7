// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/config.h"

#include <torch/torch.h>

#include <map>
#include <string>
#include <vector>

namespace unimo::model {

/// The head of one labelled task.
struct TaskHead
{
    std::string name;
    int64_t outputs = 0;
    bool pictures = false; ///< it reads the picture's vector, too
};

/// What pre-training and tasks add to the Transformer. Registered names are checkpoint keys.
class HeadsImpl : public torch::nn::Module
{
public:
    /// answers: size of the answer vocabulary (0: no answer head). tasks: those with outputs.
    HeadsImpl(const UnimoConfig& config, int64_t answers, const std::vector<TaskHead>& tasks = {});

    /// Region head: states [n, hidden] -> standardised features [n, featureDim] (unimo.md 2.2).
    at::Tensor regionFeatures(const at::Tensor& states) { return regionFeature(states); }
    /// Region head: states [n, hidden] -> class logits [n, regionClasses] (unimo.md 2.2).
    at::Tensor regionLogits(const at::Tensor& states) { return regionClass(states); }

    /// tau, learnt, kept in [0.001, 0.5] as UNIMO-2 does (unimo.md 2.1).
    at::Tensor temperature();

    /// Matching score of jointly encoded pairs: the poolers' product ("mul" fusion, unimo.md 1.5)
    /// and the pooled text, through a small MLP; a linear head starts far slower. -> [n]
    at::Tensor matchScore(const at::Tensor& product, const at::Tensor& texts);

    /// Logits over the answer vocabulary, [n, answers], for questions that saw their picture: from
    /// their vectors (AnswerHead::Words), or from the product of the poolers (Product).
    at::Tensor answerLogits(const at::Tensor& seen);
    /// Outputs of a task, [n, outputs], from what the poolers give. Texts alone: dropout and one
    /// layer (unimo.md 4.2). With pictures: the sum of both through 2048 numbers (unimo.md 4.5).
    at::Tensor taskOutputs(const std::string& task, const at::Tensor& texts,
                           const at::Tensor& images);
    [[nodiscard]] int64_t answers() const { return answers_; }

    torch::nn::Linear regionFeature{nullptr};
    torch::nn::Linear regionClass{nullptr};
    torch::nn::Linear textProjection{nullptr};
    torch::nn::Linear imageProjection{nullptr};
    at::Tensor logTemperature;   ///< parameter, scalar
    at::Tensor similarityWeight; ///< parameter [hidden], where the similarity is the head's
    torch::nn::Linear matchInner{nullptr};
    torch::nn::Linear matchOuter{nullptr};
    torch::nn::Linear answerTransform{nullptr}; ///< these four: AnswerHead::Words
    torch::nn::LayerNorm answerNorm{nullptr};
    at::Tensor answerEmbedding;             ///< parameter [answers, hidden]
    at::Tensor answerBias;                  ///< parameter [answers]
    torch::nn::Linear answerInner{nullptr}; ///< these two: AnswerHead::Product
    torch::nn::Linear answerOuter{nullptr};
    std::map<std::string, torch::nn::Linear> taskInner, taskOuter; ///< by task

private:
    int64_t answers_;
};
TORCH_MODULE(Heads);

} // namespace unimo::model
