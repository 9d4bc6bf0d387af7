// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/pair_vectors.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::inference {
namespace {

double shareBelow(const std::vector<int32_t>& ranks, int k)
{
    if (ranks.empty())
        return 0;
    const auto hits = std::count_if(ranks.begin(), ranks.end(), [k](int32_t r) { return r < k; });
    return static_cast<double>(hits) / static_cast<double>(ranks.size());
}

std::vector<double> meanOf(const std::vector<float>& rows, int dim)
{
    const auto width = static_cast<size_t>(dim);
    std::vector<double> mean(width);
    for (size_t i = 0; i < rows.size(); ++i)
        mean[i % width] += static_cast<double>(rows[i]);
    const double count = std::max(1.0, static_cast<double>(rows.size()) / dim);
    for (double& value : mean)
        value /= count;
    return mean;
}

} // namespace

double PairVectors::recallOfTexts(int k) const
{
    return shareBelow(textRank, k);
}

double PairVectors::recallOfPictures(int k) const
{
    return shareBelow(pictureRank, k);
}

double PairVectors::meanSimilarity() const
{
    return similarity.empty() ? 0
                              : std::accumulate(similarity.begin(), similarity.end(), 0.0) /
                                    static_cast<double>(similarity.size());
}

double PairVectors::modalityGap() const
{
    const auto a = meanOf(pictures, dim), b = meanOf(texts, dim);
    double squares = 0;
    for (size_t d = 0; d < a.size(); ++d)
        squares += (a[d] - b[d]) * (a[d] - b[d]);
    return std::sqrt(squares);
}

std::vector<float> PairVectors::together(bool centred) const
{
    std::vector<float> rows = amongThese(pictures, false, centred);
    const std::vector<float> below = amongThese(texts, true, centred);
    rows.insert(rows.end(), below.begin(), below.end());
    return rows;
}

std::vector<float> PairVectors::amongThese(std::vector<float> rows, bool areTexts,
                                           bool centred) const
{
    if (!centred)
        return rows;
    const auto mean = meanOf(areTexts ? texts : pictures, dim);
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] -= static_cast<float>(mean[i % mean.size()]);
    return rows;
}

} // namespace unimo::inference
