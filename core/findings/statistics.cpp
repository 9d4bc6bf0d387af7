// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace unimo::findings {
namespace {

/// The 97.5 % quantile of Student's t for 1, 2, ... degrees of freedom; beyond, the normal's.
double quantile(size_t freedom)
{
    constexpr std::array<double, 30> kQuantiles = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    return freedom <= kQuantiles.size() ? kQuantiles[freedom - 1] : 1.96;
}

/// The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by
/// Lentz's method. Converges for x < (a + 1) / (a + b + 2).
double betaFraction(double a, double b, double x)
{
    constexpr double kTiny = 1e-300;
    const auto away = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m < 500; ++m) {
        const auto term = [&](double numerator) {
            d = 1 / away(1 + numerator * d);
            c = away(1 + numerator / c);
            fraction *= c * d;
        };
        term(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
        term(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
        if (std::abs(c * d - 1) < 1e-14)
            break;
    }
    return fraction;
}

/// The regularised incomplete beta function I_x(a, b).
double incompleteBeta(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                  a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * betaFraction(a, b, x) / a
                                     : 1 - front * betaFraction(b, a, 1 - x) / b;
}

} // namespace

Interval intervalOf(std::span<const double> values)
{
    const auto count = static_cast<double>(values.size());
    Interval interval;
    interval.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    if (values.size() < 2)
        return interval;
    double squares = 0;
    for (const double value : values)
        squares += (value - interval.mean) * (value - interval.mean);
    interval.half = quantile(values.size() - 1) * std::sqrt(squares / (count - 1) / count);
    return interval;
}

Direction directionOf(const Interval& difference)
{
    if (!difference.half)
        return Direction::Unknown;
    if (difference.mean - *difference.half > 0)
        return Direction::Higher;
    return difference.mean + *difference.half < 0 ? Direction::Lower : Direction::None;
}

ClusteredMean clusteredMean(std::span<const double> values, std::span<const int64_t> clusters)
{
    const auto count = static_cast<double>(values.size());
    ClusteredMean result;
    result.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    std::unordered_map<int64_t, double> residuals;
    for (size_t i = 0; i < values.size(); ++i)
        residuals[clusters[i]] += values[i] - result.mean;
    result.clusters = static_cast<int64_t>(residuals.size());
    if (result.clusters < 2)
        return result;
    double squares = 0;
    for (const auto& [cluster, residual] : residuals)
        squares += residual * residual;
    const auto groups = static_cast<double>(result.clusters);
    result.error = std::sqrt(squares * groups / (groups - 1)) / count;
    return result;
}

std::optional<double> halfWidth(const ClusteredMean& mean)
{
    if (mean.clusters < 2)
        return std::nullopt;
    return quantile(static_cast<size_t>(mean.clusters - 1)) * mean.error;
}

Bounds wilson(double share, double count)
{
    constexpr double kZ = 1.959964;
    const double z2 = kZ * kZ / count;
    const double centre = (share + z2 / 2) / (1 + z2);
    const double half = kZ * std::sqrt(share * (1 - share) / count + z2 / (4 * count)) / (1 + z2);
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

double twoSidedT(double t, double freedom)
{
    return incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

double mcnemar(int64_t gained, int64_t lost)
{
    const int64_t changes = gained + lost;
    if (changes == 0)
        return 1;
    // P(X <= k) of a binomial with one half is I_1/2(n - k, k + 1).
    const auto least = static_cast<double>(std::min(gained, lost));
    return std::min(1.0, 2 * incompleteBeta(static_cast<double>(changes) - least, least + 1, 0.5));
}

std::vector<double> holm(std::span<const double> p)
{
    std::vector<size_t> order(p.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
    std::vector<double> corrected(p.size());
    double largest = 0;
    for (size_t rank = 0; rank < order.size(); ++rank) {
        largest = std::max(largest, static_cast<double>(p.size() - rank) * p[order[rank]]);
        corrected[order[rank]] = std::min(1.0, largest);
    }
    return corrected;
}

} // namespace unimo::findings
