// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_draft.h"

#include <ATen/ops/zeros.h>

namespace unimo::data {

void BatchBuilder::addQuestions(Draft& draft) const
{
    for (const size_t place :
         chosen(data_->withQuestions.size(), Questions, draft.step, plan_.questionScenes)) {
        const size_t index = data_->withQuestions[place];
        const Scene& scene = data_->scenes[index];
        Random random = randomOf(Questions, draft.step, index);
        const VisualTokens visual = visualOf(scene.sample, random);
        for (const size_t q : someOf(scene.questions.size(), plan_.questionsPerScene, random)) {
            const SceneQuestion& question = scene.questions[q];
            const auto packed = draft.packer.add(&visual, &question.text.ids);
            packed.addTextTo(draft.questions);
            draft.answerTargets.push_back(question.answer);
            if (plan_.answers == 0)
                continue;
            packed.addImageTo(draft.questionImages);
            draft.asked.push_back(&question);
        }
    }
}

at::Tensor BatchBuilder::answerScores(const Draft& draft) const
{
    if (draft.asked.empty())
        return {};
    at::Tensor scores = at::zeros({static_cast<int64_t>(draft.asked.size()), plan_.answers});
    auto rows = scores.accessor<float, 2>();
    for (size_t i = 0; i < draft.asked.size(); ++i)
        for (const auto& [answer, score] : draft.asked[i]->scores)
            rows[static_cast<int64_t>(i)][answer] = score;
    return scores;
}

} // namespace unimo::data
