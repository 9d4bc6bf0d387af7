// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace unimo::metrics {

/// Answers a question without looking at the picture: the most frequent answer to the same
/// question, else to its type, else of all. What a model gains over this prior is what it sees.
/// Questions are compared without case, punctuation and surplus space; answers are normalised;
/// of answers equally frequent the alphabetically first is taken. Thread: answer() any.
class QuestionPrior
{
public:
    /// Counts one training question; `type` ("what color") may be empty.
    void add(const std::string& question, const std::string& type, const std::string& answer);
    /// Empty when nothing was added.
    [[nodiscard]] std::string answer(const std::string& question, const std::string& type) const;

private:
    using Counts = std::map<std::string, int>;
    std::map<std::string, Counts> byQuestion_;
    std::map<std::string, Counts> byType_;
    Counts all_;
};

} // namespace unimo::metrics
