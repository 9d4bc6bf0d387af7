// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/start_parts.h"

namespace unimo::train {

at::Tensor meanWord(const tasks::Bundle& bundle, const std::string& text)
{
    std::vector<int64_t> ids;
    for (int32_t id : bundle.tokenizer->encode(text).ids)
        ids.push_back(id);
    const auto& table = bundle.model->embeddings->word->weight;
    if (ids.empty())
        return at::zeros({table.size(1)});
    return table.index_select(0, data::tensorOf(ids)).mean(0);
}

void startAnswers(tasks::Bundle& bundle)
{
    if (bundle.answers.size() == 0 || bundle.config.answerHead != model::AnswerHead::Words)
        return;
    for (size_t i = 0; i < bundle.answers.size(); ++i)
        bundle.heads->answerEmbedding[static_cast<int64_t>(i)].copy_(
            meanWord(bundle, bundle.answers.text(i)));
    bundle.heads->answerTransform->weight.copy_(at::eye(bundle.config.hidden));
}

} // namespace unimo::train
