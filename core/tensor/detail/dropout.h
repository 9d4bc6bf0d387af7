// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace unimo::tensor {

/// Dropout whose mask is a function of a seed and of each number's place: nothing is kept between
/// the forward and the backward pass. Kept numbers are divided by 1 - rate.
struct Dropout
{
    uint64_t seed = 0;
    double rate = 0; ///< [0, 1); 0 keeps everything

    /// A number is kept when the hash of its place is not below this.
    [[nodiscard]] uint32_t threshold() const { return static_cast<uint32_t>(rate * 4294967296.0); }
    [[nodiscard]] float scale() const { return static_cast<float>(1.0 / (1.0 - rate)); }
};

/// An integer hash of low bias (C. Wellons, "Prospecting for hash functions", 2018; the constants
/// of its later, better pair), in 32 bits because processors multiply sixteen of those at once.
[[gnu::always_inline]] inline uint32_t mixed(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x21f0aaadU;
    x ^= x >> 15;
    x *= 0xd35a2d97U;
    x ^= x >> 15;
    return x;
}

/// What the number at a place is multiplied by: 0 or scale. low, high: halves of the seed.
[[gnu::always_inline]] inline float kept(uint32_t place, uint32_t low, uint32_t high,
                                         uint32_t threshold, float scale)
{
    return mixed(mixed(place ^ low) + high) >= threshold ? scale : 0.0F;
}

} // namespace unimo::tensor
