// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace unimo {

/// Mixes numbers into one seed, so that (run seed, epoch, sample id) names a random stream and
/// loader threads need no saved state.
[[nodiscard]] uint64_t mixSeed(std::initializer_list<uint64_t> parts);
/// A stable 64-bit hash of a text (the same on every machine and run).
[[nodiscard]] uint64_t stableHash(std::string_view text);

/// A small, fast generator (SplitMix64) whose sequence is fixed by its seed on every platform;
/// the distributions of <random> are not.
class Random
{
public:
    explicit Random(uint64_t seed) : state_(seed) {}

    [[nodiscard]] uint64_t next();
    /// Uniform in [0, n); n must be positive.
    [[nodiscard]] int64_t below(int64_t n);
    /// Uniform in [low, high].
    [[nodiscard]] int64_t between(int64_t low, int64_t high) { return low + below(high - low + 1); }
    /// Uniform in [0, 1).
    [[nodiscard]] double uniform();
    [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
    [[nodiscard]] bool chance(double probability) { return uniform() < probability; }
    /// An index drawn in proportion to its weight; weights must not all be zero.
    [[nodiscard]] size_t weighted(std::span<const double> weights);

    template <typename T>
    void shuffle(std::vector<T>& items)
    {
        for (size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<size_t>(below(static_cast<int64_t>(i)))]);
    }
    template <typename T>
    [[nodiscard]] const T& pick(const std::vector<T>& items)
    {
        return items[static_cast<size_t>(below(static_cast<int64_t>(items.size())))];
    }

private:
    uint64_t state_;
};

} // namespace unimo
