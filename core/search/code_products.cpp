// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/detail/code_products.h"

#include <vector>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace unimo::search {
namespace {

void plain(const uint8_t* codes, const int8_t* queries, size_t quads, int32_t* sums)
{
    for (size_t q = 0; q < kTogether; ++q, queries += quads * kQuad)
        for (size_t row = 0; row < kGroup; ++row) {
            int32_t sum = 0;
            for (size_t quad = 0; quad < quads; ++quad)
                for (size_t i = 0; i < kQuad; ++i)
                    sum += codes[(quad * kGroup + row) * kQuad + i] * queries[quad * kQuad + i];
            sums[q * kGroup + row] = sum;
        }
}

#ifdef __x86_64__

/// Widened to 16 bits, of which pairs of products are added: four rows a register.
__attribute__((target("avx2"))) void avx2(const uint8_t* codes, const int8_t* queries, size_t quads,
                                          int32_t* sums)
{
    constexpr size_t kParts = kGroup / 4;
    for (size_t q = 0; q < kTogether; ++q, queries += quads * kQuad) {
        __m256i added[kParts] = {};
        for (size_t quad = 0; quad < quads; ++quad) {
            int32_t four = 0;
            __builtin_memcpy(&four, queries + quad * kQuad, sizeof four);
            const __m256i query = _mm256_cvtepi8_epi16(_mm_set1_epi32(four));
            for (size_t part = 0; part < kParts; ++part) {
                const auto* at =
                    reinterpret_cast<const __m128i*>(codes + (quad * kGroup + part * 4) * kQuad);
                const __m256i row = _mm256_cvtepu8_epi16(_mm_loadu_si128(at));
                added[part] = _mm256_add_epi32(added[part], _mm256_madd_epi16(row, query));
            }
        }
        alignas(32) int32_t halves[kGroup * 2];
        for (size_t part = 0; part < kParts; ++part)
            _mm256_store_si256(reinterpret_cast<__m256i*>(halves + part * 8), added[part]);
        for (size_t row = 0; row < kGroup; ++row)
            sums[q * kGroup + row] = halves[2 * row] + halves[2 * row + 1];
    }
}

/// Four products are added in one instruction: a row a lane.
__attribute__((target("avx512f,avx512vnni"))) void vnni(const uint8_t* codes, const int8_t* queries,
                                                        size_t quads, int32_t* sums)
{
    static_assert(kGroup == 16 && kTogether == 8);
    __m512i added[kTogether] = {};
    for (size_t quad = 0; quad < quads; ++quad) {
        const __m512i rows = _mm512_loadu_si512(codes + quad * kGroup * kQuad);
#pragma GCC unroll 8
        for (size_t q = 0; q < kTogether; ++q) {
            int32_t four = 0;
            __builtin_memcpy(&four, queries + (q * quads + quad) * kQuad, sizeof four);
            added[q] = _mm512_dpbusd_epi32(added[q], rows, _mm512_set1_epi32(four));
        }
    }
    for (size_t q = 0; q < kTogether; ++q)
        _mm512_storeu_si512(sums + q * kGroup, added[q]);
}

#endif

} // namespace

std::span<const CodeProducts> codeProducts()
{
    static const std::vector<CodeProducts> known = [] {
        std::vector<CodeProducts> ways;
#ifdef __x86_64__
        if (__builtin_cpu_supports("avx512vnni"))
            ways.push_back(vnni);
        if (__builtin_cpu_supports("avx2"))
            ways.push_back(avx2);
#endif
        ways.push_back(plain);
        return ways;
    }();
    return known;
}

} // namespace unimo::search
