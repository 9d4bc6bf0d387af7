// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_draft.h"

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
            draft.packer.add(&visual, &scene.questions[q].text.ids).addTextTo(draft.questions);
            draft.answerTargets.push_back(scene.questions[q].answer);
        }
    }
}

} // namespace unimo::data
