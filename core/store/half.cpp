// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/half.h"

#include "core/store/feature_file.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace unimo::store {
namespace detail {

void toHalfPlain(std::span<const float> from, std::span<uint16_t> to)
{
    for (size_t i = 0; i < from.size(); ++i)
        to[i] = halfOf(from[i]);
}

void fromHalfPlain(std::span<const uint16_t> from, std::span<float> to)
{
    for (size_t i = 0; i < from.size(); ++i)
        to[i] = floatOf(from[i]);
}

} // namespace detail

#if defined(__x86_64__)
namespace {

// Every processor with AVX2 has F16C, a name that clang learnt late.
const bool kHasF16c = __builtin_cpu_supports("avx2");

__attribute__((target("avx,f16c"))) void toHalfF16c(std::span<const float> from,
                                                    std::span<uint16_t> to)
{
    size_t i = 0;
    for (; i + 8 <= from.size(); i += 8) {
        const __m256 eight = _mm256_loadu_ps(from.data() + i);
        const __m128i halves = _mm256_cvtps_ph(eight, _MM_FROUND_TO_NEAREST_INT);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to.data() + i), halves);
    }
    detail::toHalfPlain(from.subspan(i), to.subspan(i));
}

__attribute__((target("avx,f16c"))) void fromHalfF16c(std::span<const uint16_t> from,
                                                      std::span<float> to)
{
    size_t i = 0;
    for (; i + 8 <= from.size(); i += 8) {
        const auto* halves = reinterpret_cast<const __m128i*>(from.data() + i);
        _mm256_storeu_ps(to.data() + i, _mm256_cvtph_ps(_mm_loadu_si128(halves)));
    }
    detail::fromHalfPlain(from.subspan(i), to.subspan(i));
}

} // namespace

void toHalf(std::span<const float> from, std::span<uint16_t> to)
{
    kHasF16c ? toHalfF16c(from, to) : detail::toHalfPlain(from, to);
}

void fromHalf(std::span<const uint16_t> from, std::span<float> to)
{
    kHasF16c ? fromHalfF16c(from, to) : detail::fromHalfPlain(from, to);
}
#else
void toHalf(std::span<const float> from, std::span<uint16_t> to)
{
    detail::toHalfPlain(from, to);
}

void fromHalf(std::span<const uint16_t> from, std::span<float> to)
{
    detail::fromHalfPlain(from, to);
}
#endif

} // namespace unimo::store
