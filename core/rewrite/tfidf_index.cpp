// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/tfidf_index.h"

#include "core/rewrite/words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace unimo::rewrite {

TfidfIndex::TfidfIndex(const std::vector<std::string>& texts)
{
    for (const std::string& text : texts) {
        std::map<uint32_t, float> counts;
        for (std::string& word : wordsOf(text)) {
            const auto next = static_cast<uint32_t>(wordIds_.size());
            counts[wordIds_.try_emplace(std::move(word), next).first->second] += 1.0F;
        }
        auto& entries = texts_.emplace_back();
        for (const auto& [word, count] : counts)
            entries.push_back({word, count});
    }
    std::vector<double> textsWith(wordIds_.size(), 0.0);
    for (const auto& entries : texts_)
        for (const Entry& entry : entries)
            ++textsWith[entry.place];
    const auto n = static_cast<double>(texts_.size());
    for (const double with : textsWith)
        rarity_.push_back(std::log((1 + n) / (1 + with)) + 1);

    postings_.resize(wordIds_.size());
    for (size_t text = 0; text < texts_.size(); ++text) {
        for (Entry& entry : texts_[text])
            entry.weight =
                static_cast<float>(static_cast<double>(entry.weight) * rarity_[entry.place]);
        normalise(texts_[text]);
        for (const Entry& entry : texts_[text])
            postings_[entry.place].push_back({static_cast<uint32_t>(text), entry.weight});
    }
}

void TfidfIndex::normalise(std::vector<Entry>& entries)
{
    double squares = 0;
    for (const Entry& entry : entries)
        squares += static_cast<double>(entry.weight) * static_cast<double>(entry.weight);
    const auto scale = static_cast<float>(1 / std::sqrt(squares)); // of no words: never used
    for (Entry& entry : entries)
        entry.weight *= scale;
}

std::vector<TfidfIndex::Neighbour> TfidfIndex::nearest(size_t query, size_t k) const
{
    return nearestTo(texts_[query], k, query);
}

std::vector<TfidfIndex::Neighbour> TfidfIndex::nearest(const std::string& text, size_t k) const
{
    std::map<uint32_t, double> counts;
    for (const std::string& word : wordsOf(text))
        if (const auto known = wordIds_.find(word); known != wordIds_.end())
            counts[known->second] += 1;
    std::vector<Entry> query;
    query.reserve(counts.size());
    for (const auto& [word, count] : counts)
        query.push_back({word, static_cast<float>(count * rarity_[word])});
    normalise(query);
    return nearestTo(query, k, texts_.size());
}

std::vector<TfidfIndex::Neighbour> TfidfIndex::nearestTo(const std::vector<Entry>& query, size_t k,
                                                         size_t without) const
{
    std::vector<float> similarity(texts_.size(), 0.0F);
    for (const Entry& word : query)
        for (const Entry& text : postings_[word.place])
            similarity[text.place] += word.weight * text.weight;

    // The k best so far, best first. Texts come in order, so that of equal ones the first stays.
    std::vector<Neighbour> found;
    float least = 0; // what a text has to be above
    for (size_t text = 0; text < similarity.size(); ++text) {
        if (similarity[text] <= least || text == without)
            continue;
        const auto place = std::find_if(found.begin(), found.end(), [&](const Neighbour& other) {
            return other.similarity < similarity[text];
        });
        found.insert(place, {text, similarity[text]});
        if (found.size() > k)
            found.pop_back();
        if (found.size() == k)
            least = found.empty() ? INFINITY : found.back().similarity;
    }
    return found;
}

} // namespace unimo::rewrite
