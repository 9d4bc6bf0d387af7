// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/detail/text_search.h"

#include "core/base/threads.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::search::detail {
namespace {

class TfidfSearch final : public TextSearch
{
public:
    explicit TfidfSearch(const std::vector<std::string>& texts) : index_(texts) {}

    [[nodiscard]] std::vector<std::vector<Found>>
    nearest(const std::vector<std::vector<std::string>>& queries, int count) const override
    {
        std::vector<std::vector<Found>> all(queries.size());
        parallelFor(static_cast<int64_t>(queries.size()), 0, [&](int64_t i) {
            const auto at = static_cast<size_t>(i);
            std::string together;
            for (const std::string& caption : queries[at])
                together += caption + '\n';
            for (const auto& near : index_.nearest(together, static_cast<size_t>(count)))
                all[at].push_back({near.text, static_cast<double>(near.similarity)});
        });
        return all;
    }

private:
    rewrite::TfidfIndex index_;
};

class SentenceSearch final : public TextSearch
{
public:
    SentenceSearch(const std::vector<std::string>& texts, const SentenceEncoder& encoder,
                   IndexKind kind, const JobControl& control)
        : encoder_(encoder), control_(control)
    {
        std::vector<int64_t> places(texts.size());
        std::iota(places.begin(), places.end(), int64_t{0});
        index_.build(places, encoder.encode(texts, control), encoder.dimension, kind).orThrow();
    }

    [[nodiscard]] std::vector<std::vector<Found>>
    nearest(const std::vector<std::vector<std::string>>& queries, int count) const override
    {
        std::vector<std::string> captions;
        for (const auto& query : queries)
            captions.insert(captions.end(), query.begin(), query.end());
        const std::vector<float> vectors = encoder_.encode(captions, control_);
        const auto width = static_cast<size_t>(encoder_.dimension);

        std::vector<float> means(queries.size() * width, 0.0F);
        size_t row = 0;
        for (size_t q = 0; q < queries.size(); ++q)
            for (size_t c = 0; c < queries[q].size(); ++c, ++row)
                addUnit(std::span(vectors).subspan(row * width, width),
                        std::span(means).subspan(q * width, width));

        std::vector<std::vector<Found>> all(queries.size());
        const auto found = index_.searchBatch(means, count).orThrow();
        for (size_t q = 0; q < found.size(); ++q)
            for (const auto& near : found[q])
                all[q].push_back({static_cast<size_t>(near.id), static_cast<double>(near.score)});
        return all;
    }

private:
    /// Adds the vector at length one, so that each caption counts alike.
    static void addUnit(std::span<const float> vector, std::span<float> sum)
    {
        float squares = 0;
        for (const float value : vector)
            squares += value * value;
        const float scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
        for (size_t i = 0; i < vector.size(); ++i)
            sum[i] += vector[i] * scale;
    }

    const SentenceEncoder& encoder_;
    const JobControl& control_;
    VectorIndex index_;
};

} // namespace

std::unique_ptr<TextSearch> makeTextSearch(const std::vector<std::string>& texts,
                                           const std::optional<SentenceEncoder>& encoder,
                                           IndexKind kind, const JobControl& control)
{
    if (!encoder)
        return std::make_unique<TfidfSearch>(texts);
    return std::make_unique<SentenceSearch>(texts, *encoder, kind, control);
}

} // namespace unimo::search::detail
