// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/classification.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

namespace unimo::metrics {
namespace {

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) /
           static_cast<double>(std::max<size_t>(values.size(), 1));
}

std::vector<double> ranksOf(std::span<const double> values)
{
    std::vector<size_t> order(values.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(),
              [&](size_t a, size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (size_t first = 0; first < order.size();) {
        size_t last = first;
        while (last < order.size() && values[order[last]] == values[order[first]])
            ++last;
        const double shared = static_cast<double>(first + last - 1) / 2;
        for (; first < last; ++first)
            ranks[order[first]] = shared;
    }
    return ranks;
}

} // namespace

double accuracy(std::span<const int64_t> predicted, std::span<const int64_t> expected)
{
    double hits = 0;
    for (size_t i = 0; i < expected.size(); ++i)
        hits += predicted[i] == expected[i];
    return expected.empty() ? 0 : hits / static_cast<double>(expected.size());
}

double matthews(std::span<const int64_t> predicted, std::span<const int64_t> expected)
{
    // Gorodkin 2004: the covariance of the two indicator matrices over their variances.
    std::map<int64_t, double> said, there;
    double right = 0;
    const auto total = static_cast<double>(expected.size());
    for (size_t i = 0; i < expected.size(); ++i) {
        right += predicted[i] == expected[i];
        ++said[predicted[i]];
        ++there[expected[i]];
    }
    double both = 0, saidSquares = 0, trueSquares = 0;
    for (const auto& [label, count] : said) {
        saidSquares += count * count;
        if (const auto found = there.find(label); found != there.end())
            both += count * found->second;
    }
    for (const auto& [label, count] : there)
        trueSquares += count * count;
    const double variance = (total * total - saidSquares) * (total * total - trueSquares);
    return variance > 0 ? (right * total - both) / std::sqrt(variance) : 0;
}

double f1(std::span<const int64_t> predicted, std::span<const int64_t> expected, int64_t positive)
{
    double hits = 0, said = 0, there = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
        said += predicted[i] == positive;
        there += expected[i] == positive;
        hits += predicted[i] == positive && expected[i] == positive;
    }
    return said + there > 0 ? 2 * hits / (said + there) : 0;
}

double pearson(std::span<const double> predicted, std::span<const double> expected)
{
    const double a = meanOf(predicted);
    const double b = meanOf(expected);
    double ab = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
        ab += (predicted[i] - a) * (expected[i] - b);
        aa += (predicted[i] - a) * (predicted[i] - a);
        bb += (expected[i] - b) * (expected[i] - b);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

double spearman(std::span<const double> predicted, std::span<const double> expected)
{
    return pearson(ranksOf(predicted), ranksOf(expected));
}

} // namespace unimo::metrics
