// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::maps {
namespace {

std::vector<double> unitRows(std::span<const float> vectors, int dim)
{
    std::vector<double> rows(vectors.begin(), vectors.end());
    for (size_t first = 0; first < rows.size(); first += static_cast<size_t>(dim)) {
        double squares = 0;
        for (int d = 0; d < dim; ++d)
            squares += rows[first + static_cast<size_t>(d)] * rows[first + static_cast<size_t>(d)];
        const double length = std::max(std::sqrt(squares), 1e-12);
        for (int d = 0; d < dim; ++d)
            rows[first + static_cast<size_t>(d)] /= length;
    }
    return rows;
}

/// All points but i, by rising distance.
template <typename Distance>
std::vector<size_t> byDistance(size_t count, size_t i, const Distance& distance)
{
    std::vector<double> far(count);
    for (size_t j = 0; j < count; ++j)
        far[j] = distance(j);
    std::vector<size_t> order;
    for (size_t j = 0; j < count; ++j)
        if (j != i)
            order.push_back(j);
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return far[a] < far[b]; });
    return order;
}

} // namespace

double trustworthiness(std::span<const float> vectors, int dim, const std::vector<Point>& places,
                       int k)
{
    const std::vector<double> rows = unitRows(vectors, dim);
    const size_t count = places.size();
    const auto width = static_cast<size_t>(dim);
    double penalty = 0;
    std::vector<size_t> rank(count);
    for (size_t i = 0; i < count; ++i) {
        const auto truth = byDistance(count, i, [&](size_t j) {
            return -std::inner_product(rows.begin() + static_cast<std::ptrdiff_t>(i * width),
                                       rows.begin() + static_cast<std::ptrdiff_t>((i + 1) * width),
                                       rows.begin() + static_cast<std::ptrdiff_t>(j * width), 0.0);
        });
        for (size_t r = 0; r < truth.size(); ++r)
            rank[truth[r]] = r + 1;
        const auto shown = byDistance(count, i, [&](size_t j) {
            return std::hypot(static_cast<double>(places[i].x - places[j].x),
                              static_cast<double>(places[i].y - places[j].y));
        });
        for (size_t n = 0; n < static_cast<size_t>(k); ++n)
            penalty += std::max(0.0, static_cast<double>(rank[shown[n]]) - k);
    }
    const auto n = static_cast<double>(count);
    return 1 - penalty * 2 / (n * k * (2 * n - 3 * k - 1));
}

} // namespace unimo::maps
