// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace unimo::rewrite {

/// Nats a word that a rewrite may be less usual than its caption.
inline constexpr double kFluencyLoss = 3.0;

/// How usual a wording is among the captions: a bigram model over their words, smoothed by adding a
/// tenth of a count to every pair. Thread: score() any.
class BigramModel
{
public:
    explicit BigramModel(const std::vector<std::string>& texts);
    /// Mean natural logarithm of the words' probabilities, the end included; 0 is certain.
    [[nodiscard]] double score(const std::string& text) const;

private:
    std::unordered_map<std::string, double> words_; ///< as the first of a pair
    std::unordered_map<std::string, double> pairs_;
};

} // namespace unimo::rewrite
