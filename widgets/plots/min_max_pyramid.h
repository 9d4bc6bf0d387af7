// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace unimo::plots {

/// Where the extremes of a stretch of points are. Empty when none of them is finite.
struct Extremes
{
    static constexpr uint32_t kNone = UINT32_MAX;
    uint32_t lowest = kNone;
    uint32_t highest = kNone;

    [[nodiscard]] bool empty() const { return lowest == kNone; }
    void add(const Extremes& other, const std::vector<float>& values);
};

/// Answers "which are the smallest and the largest finite value in [begin, end)" in time
/// proportional to the logarithm of the length, over values that grow at the end. Each level holds
/// the extremes of 32 neighbours of the level below.
class MinMaxPyramid
{
public:
    /// Takes in values[size()...]; the earlier ones are as they were.
    void extend(const std::vector<float>& values);
    /// Keeps the first `size` values.
    void truncate(size_t size);
    [[nodiscard]] size_t size() const { return size_; }

    [[nodiscard]] Extremes query(const std::vector<float>& values, size_t begin, size_t end) const;

private:
    static constexpr size_t kFan = 32;

    size_t size_ = 0;
    std::vector<std::vector<Extremes>> levels_; ///< whole blocks only
};

} // namespace unimo::plots
