// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/vector_index.h"

#include <faiss/IndexFlat.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace unimo::search {
namespace {

/// A copy with every row divided by its length; rows of zeros stay.
std::vector<float> normalisedRows(std::span<const float> rows, size_t dimension)
{
    std::vector<float> out(rows.begin(), rows.end());
    for (size_t start = 0; start < out.size(); start += dimension) {
        const std::span<float> row(out.data() + start, dimension);
        double squares = 0;
        for (const float value : row)
            squares += static_cast<double>(value) * value;
        if (squares > 0) {
            const double scale = 1 / std::sqrt(squares);
            for (float& value : row)
                value = static_cast<float>(value * scale);
        }
    }
    return out;
}

/// Checks that `values` is a matrix of that many columns with finite numbers in it.
Status checkRows(std::span<const float> values, int dimension, const char* what)
{
    if (dimension <= 0 || values.size() % static_cast<size_t>(dimension) != 0)
        return Error{ErrorKind::Data,
                     std::string(what) + " hold " + std::to_string(values.size()) +
                         " numbers, a multiple of their dimension " + std::to_string(dimension) +
                         " (above 0) is needed",
                     {},
                     {}};
    const auto bad = std::find_if_not(values.begin(), values.end(),
                                      [](float value) { return std::isfinite(value); });
    if (bad != values.end())
        return Error{ErrorKind::Data,
                     std::string(what) + " must be finite, " + std::to_string(*bad) + " is not",
                     "row " + std::to_string((bad - values.begin()) / dimension),
                     {}};
    return {};
}

} // namespace

struct VectorIndex::Flat
{
    faiss::IndexFlatIP index;
};

VectorIndex::VectorIndex() = default;
VectorIndex::~VectorIndex() = default;
VectorIndex::VectorIndex(VectorIndex&&) noexcept = default;
VectorIndex& VectorIndex::operator=(VectorIndex&&) noexcept = default;

Status VectorIndex::build(std::span<const int64_t> ids, std::span<const float> vectors,
                          int dimension)
{
    if (auto checked = checkRows(vectors, dimension, "the vectors"); !checked)
        return checked;
    const auto width = static_cast<size_t>(dimension);
    if (vectors.size() / width != ids.size())
        return Error{ErrorKind::Data,
                     std::to_string(vectors.size() / width) + " vectors were given for " +
                         std::to_string(ids.size()) + " ids",
                     {},
                     {}};

    auto flat = std::make_unique<Flat>(Flat{faiss::IndexFlatIP(dimension)});
    flat->index.add(static_cast<faiss::Index::idx_t>(ids.size()),
                    normalisedRows(vectors, width).data());
    flat_ = std::move(flat);
    ids_.assign(ids.begin(), ids.end());
    dimension_ = dimension;
    return {};
}

Result<std::vector<Neighbour>> VectorIndex::search(std::span<const float> query, int k) const
{
    auto found = searchBatch(query, k);
    if (!found)
        return found.error();
    if (found->size() != 1)
        return Error{ErrorKind::Data,
                     std::to_string(found->size()) + " query vectors were given, one is needed",
                     {},
                     {}};
    return std::move(found->front());
}

Result<std::vector<std::vector<Neighbour>>> VectorIndex::searchBatch(std::span<const float> queries,
                                                                     int k) const
{
    if (!flat_)
        return Error{
            ErrorKind::Internal, "the vector index was searched before it was built", {}, {}};
    if (auto checked = checkRows(queries, dimension_, "the query vectors"); !checked)
        return checked.error();
    const auto width = static_cast<size_t>(dimension_);
    const size_t count = queries.size() / width;
    const auto best = static_cast<size_t>(std::clamp<int64_t>(k, 0, size()));

    std::vector<std::vector<Neighbour>> found(count);
    if (count == 0 || best == 0)
        return found;
    std::vector<float> scores(count * best);
    std::vector<faiss::Index::idx_t> rows(count * best);
    flat_->index.search(static_cast<faiss::Index::idx_t>(count),
                        normalisedRows(queries, width).data(),
                        static_cast<faiss::Index::idx_t>(best), scores.data(), rows.data());
    for (size_t i = 0; i < count; ++i) {
        found[i].reserve(best);
        for (size_t j = i * best; j < (i + 1) * best; ++j)
            if (rows[j] >= 0)
                found[i].push_back({ids_[static_cast<size_t>(rows[j])], scores[j]});
    }
    return found;
}

} // namespace unimo::search
