// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace unimo::metrics {

/// Words of an answer as SQuAD's and CoQA's evaluation sees them: lower case, punctuation removed,
/// "a", "an" and "the" left out.
[[nodiscard]] std::vector<std::string> answerWords(std::string_view answer);

/// F1 of the words that an answer and a true one share, 0 to 1, the best over the true ones. Two
/// answers without words agree; one without agrees with nothing. As compute_f1 of CoQA's
/// evaluate-v1.0.py.
[[nodiscard]] double tokenF1(std::string_view answer, const std::vector<std::string>& truths);
/// Whether the words are the same as those of one of the true answers.
[[nodiscard]] bool exactMatch(std::string_view answer, const std::vector<std::string>& truths);

} // namespace unimo::metrics
