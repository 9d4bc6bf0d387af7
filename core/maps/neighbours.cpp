// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/neighbours.h"

#include "core/search/vector_index.h"

#include <algorithm>
#include <numeric>

namespace unimo::maps {

Result<Neighbours> neighboursOf(std::span<const float> vectors, int dim, int count)
{
    const auto rows = vectors.size() / static_cast<size_t>(dim);
    std::vector<int64_t> ids(rows);
    std::iota(ids.begin(), ids.end(), int64_t{0});
    search::VectorIndex index;
    if (auto status = index.build(ids, vectors, dim); !status)
        return status.error();
    auto found = index.searchBatch(vectors, count + 1);
    if (!found)
        return found.error();
    Neighbours neighbours(rows);
    for (size_t i = 0; i < rows; ++i) {
        for (const auto& hit : (*found)[i])
            if (hit.id != static_cast<int64_t>(i))
                neighbours[i].emplace_back(static_cast<int32_t>(hit.id),
                                           std::max(0.0F, 1 - hit.score));
        neighbours[i].resize(std::min(neighbours[i].size(), static_cast<size_t>(count)));
    }
    return neighbours;
}

} // namespace unimo::maps
