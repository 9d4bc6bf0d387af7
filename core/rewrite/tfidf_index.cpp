// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/tfidf_index.h"

#include "core/rewrite/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace unimo::rewrite {

TfidfIndex::TfidfIndex(const std::vector<std::string>& texts)
{
    std::unordered_map<std::string, uint32_t> wordIds;
    for (const std::string& text : texts) {
        std::map<uint32_t, float> counts;
        for (std::string& word : wordsOf(text)) {
            const auto next = static_cast<uint32_t>(wordIds.size());
            counts[wordIds.try_emplace(std::move(word), next).first->second] += 1.0F;
        }
        auto& entries = texts_.emplace_back();
        for (const auto& [word, count] : counts)
            entries.push_back({word, count});
    }
    std::vector<double> textsWith(wordIds.size(), 0.0);
    for (const auto& entries : texts_)
        for (const Entry& entry : entries)
            ++textsWith[entry.place];

    postings_.resize(wordIds.size());
    const auto n = static_cast<double>(texts_.size());
    for (size_t text = 0; text < texts_.size(); ++text) {
        double squares = 0;
        for (Entry& entry : texts_[text]) {
            const double rarity = std::log((1 + n) / (1 + textsWith[entry.place])) + 1;
            entry.weight = static_cast<float>(static_cast<double>(entry.weight) * rarity);
            squares += static_cast<double>(entry.weight) * static_cast<double>(entry.weight);
        }
        const auto scale = static_cast<float>(1 / std::sqrt(squares)); // of no words: never used
        for (Entry& entry : texts_[text]) {
            entry.weight *= scale;
            postings_[entry.place].push_back({static_cast<uint32_t>(text), entry.weight});
        }
    }
}

std::vector<TfidfIndex::Neighbour> TfidfIndex::nearest(size_t query, size_t k) const
{
    std::vector<float> similarity(texts_.size(), 0.0F);
    for (const Entry& word : texts_[query])
        for (const Entry& text : postings_[word.place])
            similarity[text.place] += word.weight * text.weight;

    std::vector<Neighbour> found;
    for (size_t text = 0; text < similarity.size(); ++text)
        if (similarity[text] > 0 && text != query)
            found.push_back({text, similarity[text]});
    const auto better = [](const Neighbour& a, const Neighbour& b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.text < b.text;
    };
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(k, found.size()));
    std::partial_sort(found.begin(), end, found.end(), better);
    found.erase(end, found.end());
    return found;
}

} // namespace unimo::rewrite
