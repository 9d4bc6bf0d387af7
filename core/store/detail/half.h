// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <span>

// IEEE binary16, number by number in plain code: the twin of the processor's instructions, and
// what runs where they are absent. Rounds to the nearest, ties to even; a NaN becomes quiet and
// keeps the upper bits of its payload, as the instructions do.
namespace unimo::store::detail {

[[nodiscard]] constexpr uint16_t halfOf(float value)
{
    const auto bits = std::bit_cast<uint32_t>(value);
    const auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000);
    const uint32_t magnitude = bits & 0x7FFF'FFFF;
    if (magnitude > 0x7F80'0000) // NaN
        return static_cast<uint16_t>(sign | 0x7E00 | (magnitude >> 13 & 0x3FF));
    if (magnitude >= 0x4780'0000) // 65536 and more, infinity
        return static_cast<uint16_t>(sign | 0x7C00);
    if (magnitude < 0x3880'0000) {
        // Below 2^-14 halves are multiples of 2^-24: adding 0.5, whose own last place is 2^-24,
        // lets the addition round.
        const float rounded = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(rounded) - 0x3F00'0000));
    }
    const uint32_t odd = magnitude >> 13 & 1;
    const uint32_t rounded = magnitude - 0x3800'0000 + 0xFFF + odd; // exponent bias 127 -> 15
    return static_cast<uint16_t>(sign | rounded >> 13);
}

[[nodiscard]] constexpr float floatOf(uint16_t half)
{
    const uint32_t sign = static_cast<uint32_t>(half & 0x8000) << 16;
    const uint32_t exponent = half >> 10 & 0x1F;
    const uint32_t mantissa = half & 0x3FF;
    if (exponent == 0) { // zero, or a multiple of 2^-24
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
        return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(magnitude));
    }
    if (exponent == 31) { // infinity, or NaN made quiet
        const uint32_t quiet = mantissa != 0 ? 0x40'0000 : 0;
        return std::bit_cast<float>(sign | 0x7F80'0000 | quiet | mantissa << 13);
    }
    return std::bit_cast<float>(sign | (exponent + 112) << 23 | mantissa << 13);
}

void toHalfPlain(std::span<const float> from, std::span<uint16_t> to);
void fromHalfPlain(std::span<const uint16_t> from, std::span<float> to);

} // namespace unimo::store::detail
