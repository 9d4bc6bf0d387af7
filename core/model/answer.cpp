// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/answer.h"

namespace unimo::model {

at::Tensor answerLogits(UnimoModel& model, Heads& heads, const at::Tensor& questions,
                        const at::Tensor& images)
{
    if (model->config().answerHead == AnswerHead::Words)
        return heads->answerLogits(questions);
    const at::Tensor text = model->pooledText(questions);
    return heads->answerLogits(images.defined() ? text * model->pooledImage(images) : text);
}

at::Tensor answerProbabilities(const UnimoModel& model, const at::Tensor& logits)
{
    const at::Tensor precise = logits.to(at::kFloat);
    return model->config().answerHead == AnswerHead::Words ? at::softmax(precise, 1)
                                                           : at::sigmoid(precise);
}

} // namespace unimo::model
