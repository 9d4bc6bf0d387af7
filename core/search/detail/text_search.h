// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/tfidf_index.h"
#include "core/search/augment.h"

#include <memory>
#include <string>
#include <vector>

namespace unimo::search::detail {

/// The texts that may be found.
class TextSearch
{
public:
    virtual ~TextSearch() = default;

    struct Found
    {
        size_t text = 0;       ///< its place in the collection
        double similarity = 0; ///< cosine
    };
    /// For each query, which is all the captions of one pair, the `count` nearest, best first.
    [[nodiscard]] virtual std::vector<std::vector<Found>>
    nearest(const std::vector<std::vector<std::string>>& queries, int count) const = 0;
};

/// By sentence vectors where there is an encoder, else by TF-IDF. Throws ErrorException.
[[nodiscard]] std::unique_ptr<TextSearch>
makeTextSearch(const std::vector<std::string>& texts, const std::optional<SentenceEncoder>& encoder,
               IndexKind kind, const JobControl& control);

} // namespace unimo::search::detail
