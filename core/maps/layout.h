// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

// Maps of vectors onto a plane: rows of `vectors` are [n, dim] floats one after the other, places
// are [n, 2].
namespace unimo::maps {

struct Point
{
    float x = 0;
    float y = 0;
};

/// The plane of the two largest variances (principal components), centred; signs are those that
/// make the largest entry of each component positive, so that the same vectors give the same map.
/// Fewer than two vectors lie in the middle. Thread: any.
[[nodiscard]] std::vector<Point> principalComponents(std::span<const float> vectors, int dim);

/// Centred, turned and mirrored so that the points lie as near as can be to those of a reference
/// with the same number of points (orthogonal Procrustes): a map whose vectors moved stays
/// readable.
[[nodiscard]] std::vector<Point> aligned(std::vector<Point> places,
                                         const std::vector<Point>& reference);

struct UmapOptions
{
    int neighbours = 15; ///< with the point itself, as umap-learn counts them
    int epochs = 0;      ///< 0: 500 up to 10,000 points, else 200 (umap-learn)
    int negatives = 5;   ///< random points pushed away for one that is drawn near
    uint64_t seed = 1;
};

/// The places so far, every now and then while a layout is worked out.
using LayoutProgress = std::function<void(const std::vector<Point>& places, int done, int epochs)>;

/// UMAP (McInnes, Healy, Melville 2018; constants of umap-learn with min_dist 0.1, spread 1) by the
/// cosine of the vectors, exact neighbours. `start`: where the points begin, [n] places; empty: the
/// principal components. All cores; a seed gives one map whatever their number. Cancelled when
/// stopped.
[[nodiscard]] Result<std::vector<Point>> umap(std::span<const float> vectors, int dim,
                                              const UmapOptions& options = {},
                                              const std::vector<Point>& start = {},
                                              const LayoutProgress& progress = {},
                                              const std::stop_token& stop = {});

struct TsneOptions
{
    double perplexity = 30; ///< less where there are not three times as many points
    int rounds = 750;       ///< the first 250 with attraction taken twelve times
    uint64_t seed = 1;
};

/// t-SNE (van der Maaten, Hinton 2008; Barnes-Hut 2014) with openTSNE's constants, by the cosine of
/// the vectors, exact neighbours. `start` as with umap. All cores; a seed gives one map whatever
/// their number. Cancelled when stopped.
[[nodiscard]] Result<std::vector<Point>> tsne(std::span<const float> vectors, int dim,
                                              const TsneOptions& options = {},
                                              const std::vector<Point>& start = {},
                                              const LayoutProgress& progress = {},
                                              const std::stop_token& stop = {});

/// How well neighbours on the map are neighbours among the vectors, at most 1 (Venna, Kaski 2001;
/// scikit-learn's trustworthiness, by cosine). Needs 2 k < n. Compares all with all.
[[nodiscard]] double trustworthiness(std::span<const float> vectors, int dim,
                                     const std::vector<Point>& places, int k);

} // namespace unimo::maps
