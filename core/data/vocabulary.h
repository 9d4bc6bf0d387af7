// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/project.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace unimo::data {

/// The answers a model can give, most frequent first (unimo.md 4.7: the official recipe keeps
/// the 3,129 most frequent).
class AnswerVocabulary
{
public:
    AnswerVocabulary() = default;
    explicit AnswerVocabulary(std::vector<std::string> answers);
    [[nodiscard]] static AnswerVocabulary
    fromQuestions(const std::vector<store::Question>& questions, size_t limit = 3129);
    [[nodiscard]] size_t size() const { return answers_.size(); }
    [[nodiscard]] const std::string& text(size_t index) const { return answers_.at(index); }
    /// -1 when the answer is not in the vocabulary.
    [[nodiscard]] int64_t indexOf(const std::string& answer) const;
    [[nodiscard]] const std::vector<std::string>& all() const { return answers_; }

private:
    std::vector<std::string> answers_;
    std::unordered_map<std::string, int64_t> index_;
};

/// A tokenizer cut down to a project, and where its entries came from.
struct ProjectVocabulary
{
    std::unique_ptr<text::Tokenizer> tokenizer;
    std::vector<int32_t> oldIds; ///< row of the starter's word table for each entry
    int32_t active = 0;          ///< entries [0, active) occur in the training texts
};

/// Cuts a WordPiece vocabulary down to what the texts of `split` hold plus `keepFrequent` further
/// entries, so that a small model spends its time on words it will see. A byte-level BPE, whose
/// entries need each other, stays whole. singleTexts, tasks: count texts without a picture, and the
/// examples of labelled tasks, too.
[[nodiscard]] Result<ProjectVocabulary>
makeProjectVocabulary(const store::Project& project, const std::string& split,
                      std::unique_ptr<text::Tokenizer> starter, int keepFrequent, bool singleTexts,
                      bool tasks);

} // namespace unimo::data
