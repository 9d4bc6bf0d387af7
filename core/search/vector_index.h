// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace unimo::search {

struct Neighbour
{
    int64_t id = 0;
    float score = 0; ///< the metric's: a cosine from -1 to 1, or a product
};

/// Exact: every vector is compared. Ivf: only those of the nearest cells (of k-means). Hnsw: along
/// a graph of neighbours. The last two miss a few and pay off from about 100,000 vectors on.
enum class IndexKind { Exact, Ivf, Hnsw };

/// Cosine: of normalised copies. Product: of the vectors as they are.
enum class Metric { Cosine, Product };

/// Nearest neighbours over vectors held in memory by inner product: exact ones by a scan of 8-bit
/// copies (detail/exact_scan.h), the others by FAISS. Thread: searches may run at the same time;
/// build alone.
class VectorIndex
{
public:
    VectorIndex();
    ~VectorIndex();
    VectorIndex(VectorIndex&&) noexcept;
    VectorIndex& operator=(VectorIndex&&) noexcept;

    /// Replaces the content. `vectors` holds ids.size() rows of `dimension` floats; by cosine
    /// lengths do not matter, and a zero vector is similar to nothing (score 0). Refuses values
    /// that are not finite.
    [[nodiscard]] Status build(std::span<const int64_t> ids, std::span<const float> vectors,
                               int dimension, IndexKind kind = IndexKind::Exact,
                               Metric metric = Metric::Cosine);

    /// The k best, best first; fewer when the index holds fewer.
    [[nodiscard]] Result<std::vector<Neighbour>> search(std::span<const float> query, int k) const;
    /// The same for several queries, row after row; much faster than one by one.
    [[nodiscard]] Result<std::vector<std::vector<Neighbour>>>
    searchBatch(std::span<const float> queries, int k) const;

    [[nodiscard]] int64_t size() const { return static_cast<int64_t>(ids_.size()); }
    [[nodiscard]] int dimension() const { return dimension_; }

private:
    struct Rows;
    std::unique_ptr<Rows> rows_;
    std::vector<int64_t> ids_;
    int dimension_ = 0;
    Metric metric_ = Metric::Cosine;
};

} // namespace unimo::search
