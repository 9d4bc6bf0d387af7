// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

// Functions that the compiler can put into a vectorised loop, where those of <cmath> are calls.
namespace unimo::tensor {

/// e^x to two units in the last place, x held between -87.3 and 88, so that the result is a normal
/// number; NaN stays NaN. The method and the coefficients are those of Cephes' expf.
[[gnu::always_inline]] inline float vectorExp(float x)
{
    const float bounded = x > 88.0F ? 88.0F : (x < -87.3F ? -87.3F : x);
    const float scaled = bounded * 1.44269504088896341F;
    const float whole = scaled == scaled ? scaled : 0.0F; // NaN has no integer
    const auto power = static_cast<int32_t>(whole + std::copysign(0.5F, whole));
    const auto n = static_cast<float>(power);
    const float rest = (bounded - n * 0.693359375F) + n * 2.12194440e-4F;
    float sum = 1.9875691500e-4F;
    sum = sum * rest + 1.3981999507e-3F;
    sum = sum * rest + 8.3334519073e-3F;
    sum = sum * rest + 4.1665795894e-2F;
    sum = sum * rest + 1.6666665459e-1F;
    sum = sum * rest + 5.0000001201e-1F;
    return (sum * rest * rest + rest + 1.0F) *
           std::bit_cast<float>(static_cast<uint32_t>(power + 127) << 23U);
}

} // namespace unimo::tensor
