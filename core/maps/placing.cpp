// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/placing.h"

#include "core/base/threads.h"
#include "core/base/vector_clones.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace unimo::maps {
namespace {

/// Between whose places a vector lands: more of them would pull it towards the middle of the map.
constexpr size_t kNeighbours = 3;
/// What is nearer than this, by cosine, counts the same.
constexpr double kSame = 1e-5;
/// Of the largest variance: what is less is rounding, the vectors lie on a line.
constexpr float kNoVariance = 1e-6F;
static_assert(sizeof(Point) == 2 * sizeof(float)); // read as rows of a matrix

UNIMO_VECTOR_CLONES float product(const float* a, const float* b, size_t size)
{
    // Sums side by side: one after the other is what a compiler may not do at once.
    std::array<float, 16> sums{};
    size_t i = 0;
    for (; i + sums.size() <= size; i += sums.size())
        for (size_t k = 0; k < sums.size(); ++k)
            sums[k] += a[i + k] * b[i + k];
    float sum = 0;
    for (; i < size; ++i)
        sum += a[i] * b[i];
    for (const float part : sums)
        sum += part;
    return sum;
}

float lengthOf(const float* row, size_t size)
{
    return std::sqrt(std::max(product(row, row, size), 1e-30F));
}

Point between(const std::vector<std::pair<float, size_t>>& nearest,
              const std::vector<Point>& places)
{
    double x = 0, y = 0, weights = 0;
    for (const auto& [cosine, at] : nearest) {
        const double weight = 1 / (1 + kSame - std::min(1.0, static_cast<double>(cosine)));
        x += weight * static_cast<double>(places[at].x);
        y += weight * static_cast<double>(places[at].y);
        weights += weight;
    }
    return {static_cast<float>(x / weights), static_cast<float>(y / weights)};
}

} // namespace

std::vector<Point> placedByComponents(std::span<const float> vectors, int dim,
                                      const std::vector<Point>& places, std::span<const float> rows)
{
    const auto count = static_cast<int>(places.size());
    std::vector<Point> placed(rows.size() / static_cast<size_t>(dim));
    if (count == 0 || placed.empty())
        return placed;
    // OpenCV reads the data alone; its header wants a pointer that could write.
    const auto matrix = [](int height, int width, const float* data) {
        return cv::Mat(height, width, CV_32F, const_cast<float*>(data));
    };
    const cv::Mat known = matrix(count, dim, vectors.data());
    const cv::Mat added = matrix(static_cast<int>(placed.size()), dim, rows.data());
    const cv::Mat plane = matrix(count, 2, &places.front().x);
    cv::Mat mean, middle;
    cv::reduce(known, mean, 0, cv::REDUCE_AVG);
    cv::reduce(plane, middle, 0, cv::REDUCE_AVG);
    // The places are P = X W R: the centred vectors X on the components W, turned by R. So X' P =
    // X' X W R = W L R with the variances L, and its singular vectors without L are W R again.
    const cv::Mat product = known.t() * (plane - cv::repeat(middle, count, 1));
    const cv::SVD parts(product);
    cv::Mat turned = cv::Mat::zeros(dim, 2, CV_32F);
    for (int k = 0; k < parts.w.rows; ++k)
        if (parts.w.at<float>(k) > kNoVariance * parts.w.at<float>(0))
            turned += parts.u.col(k) * parts.vt.row(k);
    const cv::Mat found = (added - cv::repeat(mean, added.rows, 1)) * turned;
    for (int i = 0; i < found.rows; ++i)
        placed[static_cast<size_t>(i)] = {found.at<float>(i, 0) + middle.at<float>(0),
                                          found.at<float>(i, 1) + middle.at<float>(1)};
    return placed;
}

std::vector<Point> placedByNeighbours(std::span<const float> vectors, int dim,
                                      const std::vector<Point>& places, std::span<const float> rows)
{
    const auto width = static_cast<size_t>(dim);
    std::vector<Point> placed(rows.size() / width);
    const size_t kept = std::min(kNeighbours, places.size());
    if (kept == 0)
        return placed;
    parallelFor(static_cast<int64_t>(placed.size()), 0, [&](int64_t i) {
        const float* row = rows.data() + static_cast<size_t>(i) * width;
        const float length = lengthOf(row, width);
        std::vector<std::pair<float, size_t>> near(places.size());
        for (size_t n = 0; n < places.size(); ++n) {
            const float* other = vectors.data() + n * width;
            near[n] = {product(row, other, width) / (length * lengthOf(other, width)), n};
        }
        std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(kept),
                          near.end(), std::greater<>());
        near.resize(kept);
        placed[static_cast<size_t>(i)] = between(near, places);
    });
    return placed;
}

} // namespace unimo::maps
