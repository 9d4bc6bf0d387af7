// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/bigram_model.h"

#include "core/rewrite/words.h"

#include <cmath>

namespace unimo::rewrite {
namespace {

constexpr double kSmoothing = 0.1;
constexpr const char* kBorder = "\n"; ///< before the first and after the last word

template <typename Visit>
void eachPair(const std::string& text, const Visit& visit)
{
    std::string before = kBorder;
    for (std::string& word : wordsOf(text)) {
        visit(before, word);
        before = std::move(word);
    }
    visit(before, kBorder);
}

} // namespace

BigramModel::BigramModel(const std::vector<std::string>& texts)
{
    for (const std::string& text : texts)
        eachPair(text, [&](const std::string& first, const std::string& second) {
            ++words_[first];
            ++pairs_[first + ' ' + second];
        });
}

double BigramModel::score(const std::string& text) const
{
    const auto count = [](const auto& counts, const std::string& key) {
        const auto found = counts.find(key);
        return found == counts.end() ? 0.0 : found->second;
    };
    double sum = 0;
    int pairs = 0;
    eachPair(text, [&](const std::string& first, const std::string& second) {
        sum +=
            std::log((count(pairs_, first + ' ' + second) + kSmoothing) /
                     (count(words_, first) + kSmoothing * static_cast<double>(words_.size() + 1)));
        ++pairs;
    });
    return sum / pairs;
}

} // namespace unimo::rewrite
