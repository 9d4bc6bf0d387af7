// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace unimo::rewrite {

/// Texts as TF-IDF vectors, to find those that share their rarest words. Weights are scikit-learn's
/// TfidfVectorizer's: count times ln((1 + n) / (1 + texts with the word)) + 1, length 1.
/// Thread: nearest() any, the constructor alone.
class TfidfIndex
{
public:
    explicit TfidfIndex(const std::vector<std::string>& texts);

    struct Neighbour
    {
        size_t text = 0;      ///< its place among the texts
        float similarity = 0; ///< cosine, 0 to 1
    };
    /// The k texts nearest to text number `query`, without itself; best first, equal ones in order.
    /// Texts that share no word with it are never among them.
    [[nodiscard]] std::vector<Neighbour> nearest(size_t query, size_t k) const;
    /// The k texts nearest to one that is not among them; words that none of them holds count for
    /// nothing (scikit-learn's transform).
    [[nodiscard]] std::vector<Neighbour> nearest(const std::string& text, size_t k) const;

private:
    struct Entry
    {
        uint32_t place = 0; ///< a word in texts_, a text in postings_
        float weight = 0;
    };
    /// Divides by the vector's length; an empty one stays.
    static void normalise(std::vector<Entry>& entries);
    [[nodiscard]] std::vector<Neighbour> nearestTo(const std::vector<Entry>& query, size_t k,
                                                   size_t without) const;

    std::unordered_map<std::string, uint32_t> wordIds_;
    std::vector<double> rarity_;               ///< of each word
    std::vector<std::vector<Entry>> texts_;    ///< words of each text
    std::vector<std::vector<Entry>> postings_; ///< texts of each word
};

} // namespace unimo::rewrite
