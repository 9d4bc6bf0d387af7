// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/vector_index.h"

#include "core/search/detail/exact_scan.h"

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFFlat.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace unimo::search {
namespace {

/// A copy whose products are the metric: by cosine, every row is divided by its length; rows of
/// zeros stay.
std::vector<float> comparableRows(std::span<const float> rows, size_t dimension, Metric metric)
{
    std::vector<float> out(rows.begin(), rows.end());
    if (metric == Metric::Product)
        return out;
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

/// Cells as FAISS advises (4 sqrt(n)), but enough vectors in each to find its middle by; an eighth
/// of them is looked through.
std::unique_ptr<faiss::Index> cells(int dimension, const std::vector<float>& rows, size_t count)
{
    constexpr size_t kVectorsACell = 39; // below this FAISS warns that k-means has too few points
    const auto wanted = static_cast<size_t>(4 * std::sqrt(static_cast<double>(count)));
    const size_t lists = std::max<size_t>(1, std::min(wanted, count / kVectorsACell));
    auto quantizer = std::make_unique<faiss::IndexFlatIP>(dimension);
    auto index = std::make_unique<faiss::IndexIVFFlat>(
        quantizer.get(), static_cast<size_t>(dimension), lists, faiss::METRIC_INNER_PRODUCT);
    index->quantizer = quantizer.release();
    index->own_fields = true; // frees the quantizer
    index->nprobe = std::max<size_t>(1, (lists + 7) / 8);
    if (count > 0)
        index->train(static_cast<faiss::Index::idx_t>(count), rows.data());
    return index;
}

std::unique_ptr<faiss::Index> neighbourGraph(int dimension)
{
    constexpr int kLinks = 32; // FAISS's own default
    auto index =
        std::make_unique<faiss::IndexHNSWFlat>(dimension, kLinks, faiss::METRIC_INNER_PRODUCT);
    index->hnsw.efConstruction = 80;
    index->hnsw.efSearch = 128;
    return index;
}

/// One of FAISS's, filled.
std::unique_ptr<faiss::Index> faissIndex(IndexKind kind, int dimension,
                                         const std::vector<float>& rows, size_t count)
{
    auto index = kind == IndexKind::Ivf ? cells(dimension, rows, count) : neighbourGraph(dimension);
    if (count > 0)
        index->add(static_cast<faiss::Index::idx_t>(count), rows.data());
    return index;
}

} // namespace

/// Either of the two.
struct VectorIndex::Rows
{
    std::unique_ptr<ExactScan> exact;
    std::unique_ptr<faiss::Index> faiss;
};

VectorIndex::VectorIndex() = default;
VectorIndex::~VectorIndex() = default;
VectorIndex::VectorIndex(VectorIndex&&) noexcept = default;
VectorIndex& VectorIndex::operator=(VectorIndex&&) noexcept = default;

Status VectorIndex::build(std::span<const int64_t> ids, std::span<const float> vectors,
                          int dimension, IndexKind kind, Metric metric)
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

    std::vector<float> rows = comparableRows(vectors, width, metric);
    rows_ = std::make_unique<Rows>();
    if (kind == IndexKind::Exact)
        rows_->exact = std::make_unique<ExactScan>(std::move(rows), width);
    else
        rows_->faiss = faissIndex(kind, dimension, rows, ids.size());
    ids_.assign(ids.begin(), ids.end());
    dimension_ = dimension;
    metric_ = metric;
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
    if (!rows_)
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
    const std::vector<float> asked = comparableRows(queries, width, metric_);
    if (rows_->exact) {
        const auto nearest = rows_->exact->search(asked, best);
        for (size_t i = 0; i < count; ++i)
            for (const auto& [row, score] : nearest[i])
                found[i].push_back({ids_[row], score});
        return found;
    }
    std::vector<float> scores(count * best);
    std::vector<faiss::Index::idx_t> rows(count * best);
    rows_->faiss->search(static_cast<faiss::Index::idx_t>(count), asked.data(),
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
