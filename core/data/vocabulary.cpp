// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/vocabulary.h"

#include "core/text/vocabulary.h"
#include "core/text/wordpiece.h"

#include <algorithm>
#include <map>

namespace unimo::data {

AnswerVocabulary::AnswerVocabulary(std::vector<std::string> answers) : answers_(std::move(answers))
{
    for (size_t i = 0; i < answers_.size(); ++i)
        index_.emplace(answers_[i], static_cast<int64_t>(i));
}

AnswerVocabulary AnswerVocabulary::fromQuestions(const std::vector<store::Question>& questions,
                                                 size_t limit)
{
    std::map<std::string, int64_t> counts;
    for (const auto& question : questions)
        if (!question.answer.empty())
            ++counts[question.answer];
    std::vector<std::pair<std::string, int64_t>> order(counts.begin(), counts.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    order.resize(std::min(order.size(), limit));
    std::vector<std::string> answers;
    answers.reserve(order.size());
    for (auto& entry : order)
        answers.push_back(std::move(entry.first));
    return AnswerVocabulary(std::move(answers));
}

int64_t AnswerVocabulary::indexOf(const std::string& answer) const
{
    const auto found = index_.find(answer);
    return found == index_.end() ? -1 : found->second;
}

Result<ProjectVocabulary> makeProjectVocabulary(const store::Project& project,
                                                const std::string& split,
                                                std::unique_ptr<text::Tokenizer> starter,
                                                int keepFrequent, bool singleTexts, bool tasks)
{
    if (!dynamic_cast<const text::WordPiece*>(starter.get())) {
        const int32_t size = starter->size();
        return ProjectVocabulary{std::move(starter), {}, size};
    }
    store::SampleFilter train;
    train.split = split;
    train.kind = store::SampleKind::Pair;
    std::vector<std::string> texts;
    for (auto& caption : project.captions(train))
        texts.push_back(std::move(caption.text));
    for (auto& question : project.questions(train)) {
        texts.push_back(std::move(question.text));
        texts.push_back(std::move(question.answer));
    }
    for (auto& rewrite : project.rewrites(train))
        if (rewrite.usable())
            texts.push_back(std::move(rewrite.text));
    if (singleTexts) {
        train.kind = store::SampleKind::Text;
        for (auto& caption : project.captions(train))
            texts.push_back(std::move(caption.text));
    }

    if (tasks) {
        train.kind.reset();
        for (auto& example : project.examples(train))
            for (std::string* text : {&example.source, &example.context, &example.target})
                texts.push_back(std::move(*text));
    }
    auto pruned = text::pruneWordPiece(*starter, texts, keepFrequent);
    auto tokenizer = text::makeWordPiece(std::move(pruned.entries));
    if (!tokenizer)
        return tokenizer.error();
    // Without texts there is nothing to tell what will be said: everything stays possible.
    const int32_t active = texts.empty() ? (*tokenizer)->size() : pruned.active;
    return ProjectVocabulary{std::move(*tokenizer), std::move(pruned.oldIds), active};
}

} // namespace unimo::data
