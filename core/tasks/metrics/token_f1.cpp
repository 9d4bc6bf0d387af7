// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/token_f1.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace unimo::metrics {
namespace {

bool isArticle(const std::string& word)
{
    return word == "a" || word == "an" || word == "the";
}

double f1Of(const std::vector<std::string>& answer, const std::vector<std::string>& truth)
{
    if (answer.empty() || truth.empty())
        return answer.empty() && truth.empty() ? 1 : 0;
    std::map<std::string, int> left;
    for (const auto& word : truth)
        ++left[word];
    double shared = 0;
    for (const auto& word : answer)
        if (left[word]-- > 0)
            ++shared;
    return 2 * shared / static_cast<double>(answer.size() + truth.size());
}

} // namespace

std::vector<std::string> answerWords(std::string_view answer)
{
    // Punctuation goes without a trace ("don't" becomes "dont"), as in the reference.
    std::string plain;
    for (const char c : answer) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::ispunct(byte) == 0)
            plain += static_cast<char>(std::tolower(byte));
    }
    std::vector<std::string> words(1);
    for (const char c : plain) {
        if (std::isspace(static_cast<unsigned char>(c)) == 0)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    std::erase_if(words, [](const auto& word) { return word.empty() || isArticle(word); });
    return words;
}

double tokenF1(std::string_view answer, const std::vector<std::string>& truths)
{
    const auto words = answerWords(answer);
    double best = 0;
    for (const auto& truth : truths)
        best = std::max(best, f1Of(words, answerWords(truth)));
    return best;
}

bool exactMatch(std::string_view answer, const std::vector<std::string>& truths)
{
    const auto words = answerWords(answer);
    return std::any_of(truths.begin(), truths.end(),
                       [&](const auto& truth) { return answerWords(truth) == words; });
}

} // namespace unimo::metrics
