// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace unimo::metrics {

/// An answer in the form in which the VQA challenge compares it: punctuation removed (full stops
/// stay in decimals), ASCII lower case, number words as digits, articles dropped, missing
/// apostrophes put back ("dont" -> "don't").
/// Source: PythonEvaluationTools/vqaEvaluation/vqaEval.py of the VQA repository.
[[nodiscard]] std::string normalisedAnswer(std::string_view answer);

/// The VQA challenge's accuracy of one answer, 0 to 1: min(1, agreeing people / 3), averaged over
/// every way of leaving one of the people out. Both sides are normalised, as the challenge's
/// rules say (its script leaves out part of that for people's answers, which are stored
/// normalised in its data). A single answer is compared as it is: 1 or 0. No answers: 0.
[[nodiscard]] double vqaAccuracy(std::string_view answer, std::span<const std::string> people);

/// Whether two answers are the same once normalised.
[[nodiscard]] bool sameAnswer(std::string_view a, std::string_view b);

} // namespace unimo::metrics
