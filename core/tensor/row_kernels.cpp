// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/row_kernels.h"

#include "core/base/vector_clones.h"
#include "core/tensor/detail/vector_math.h"

#include <cmath>

namespace unimo::tensor {
namespace {

/// The halves of a seed, and what a loop over a row asks of a dropout.
struct RowDropout
{
    uint32_t first, low, high, threshold;
    float scale;

    RowDropout(const Dropout& dropout, int64_t row, int64_t n)
        : first(static_cast<uint32_t>(row * n)), low(static_cast<uint32_t>(dropout.seed)),
          high(static_cast<uint32_t>(dropout.seed >> 32U)), threshold(dropout.threshold()),
          scale(dropout.scale())
    {
    }
    [[gnu::always_inline]] float operator[](int64_t j) const
    {
        return kept(first + static_cast<uint32_t>(j), low, high, threshold, scale);
    }
};

/// Phi(x) of the normal distribution, and its density without the 1 / sqrt(2 pi).
struct Normal
{
    float below, bell;
};

[[gnu::always_inline]] inline Normal normalAt(float x)
{
    const float z = std::fabs(x) * 0.70710678118654752F;
    const float bell = vectorExp(-z * z);
    const float t = 1.0F / (1.0F + 0.3275911F * z);
    const float tail =
        t *
        (0.254829592F +
         t * (-0.284496736F + t * (1.421413741F + t * (-1.453152027F + t * 1.061405429F)))) *
        bell * 0.5F;
    return {x < 0 ? tail : 1.0F - tail, bell};
}

} // namespace

UNIMO_VECTOR_CLONES
RowMoments normedSumRow(const float* __restrict x, const float* __restrict branch, int64_t n,
                        int64_t row, const NormWeights& norm, const Dropout& dropout,
                        float* __restrict out)
{
    const RowDropout mask(dropout, row, n);
    float sum = 0;
    if (dropout.rate > 0) {
        for (int64_t j = 0; j < n; ++j) {
            out[j] = x[j] + branch[j] * mask[j];
            sum += out[j];
        }
    } else {
        for (int64_t j = 0; j < n; ++j) {
            out[j] = x[j] + branch[j];
            sum += out[j];
        }
    }
    const float mean = sum / static_cast<float>(n);
    float squares = 0;
    for (int64_t j = 0; j < n; ++j)
        squares += (out[j] - mean) * (out[j] - mean);
    const float inverse = 1.0F / std::sqrt(squares / static_cast<float>(n) + norm.epsilon);
    const float* __restrict scale = norm.scale;
    const float* __restrict shift = norm.shift;
    for (int64_t j = 0; j < n; ++j)
        out[j] = (out[j] - mean) * inverse * scale[j] + shift[j];
    return {mean, inverse};
}

UNIMO_VECTOR_CLONES
void normedSumBackwardRow(const float* gradient, const float* __restrict x,
                          const float* __restrict branch, int64_t n, int64_t row,
                          const NormWeights& norm, const RowMoments& moments,
                          const Dropout& dropout, float* xGradient,
                          float* __restrict branchGradient, const NormGradients& sums)
{
    const RowDropout mask(dropout, row, n);
    const bool drops = dropout.rate > 0;
    float* __restrict normalised = branchGradient; // until its own values are known
    if (drops) {
        for (int64_t j = 0; j < n; ++j)
            normalised[j] = (x[j] + branch[j] * mask[j] - moments.mean) * moments.inverseDeviation;
    } else {
        for (int64_t j = 0; j < n; ++j)
            normalised[j] = (x[j] + branch[j] - moments.mean) * moments.inverseDeviation;
    }
    float mean = 0, along = 0;
    const float* __restrict scale = norm.scale;
    float* __restrict scaleSum = sums.scale;
    float* __restrict shiftSum = sums.shift;
    for (int64_t j = 0; j < n; ++j) {
        const float scaled = gradient[j] * scale[j];
        mean += scaled;
        along += scaled * normalised[j];
        scaleSum[j] += gradient[j] * normalised[j];
        shiftSum[j] += gradient[j];
    }
    mean /= static_cast<float>(n);
    along /= static_cast<float>(n);
    float* __restrict branchSum = sums.branch;
#pragma GCC ivdep
    for (int64_t j = 0; j < n; ++j) {
        const float own =
            moments.inverseDeviation * (gradient[j] * scale[j] - mean - normalised[j] * along);
        const float dropped = drops ? own * mask[j] : own;
        xGradient[j] = own;
        branchGradient[j] = dropped;
        branchSum[j] += dropped;
    }
}

UNIMO_VECTOR_CLONES
void geluRow(const float* __restrict x, int64_t n, float* __restrict out)
{
    for (int64_t j = 0; j < n; ++j)
        out[j] = x[j] * normalAt(x[j]).below;
}

UNIMO_VECTOR_CLONES
void geluBackwardRow(const float* __restrict x, const float* gradient, int64_t n,
                     float* __restrict out, float* xGradient, float* __restrict sums)
{
#pragma GCC ivdep
    for (int64_t j = 0; j < n; ++j) {
        const Normal normal = normalAt(x[j]);
        const float own = gradient[j] * (normal.below + x[j] * normal.bell * 0.39894228040143268F);
        out[j] = x[j] * normal.below;
        xGradient[j] = own;
        sums[j] += own;
    }
}

UNIMO_VECTOR_CLONES
void fromBfloat16Row(const uint16_t* __restrict in, int64_t n, float* __restrict out)
{
    for (int64_t j = 0; j < n; ++j)
        out[j] = std::bit_cast<float>(static_cast<uint32_t>(in[j]) << 16U);
}

UNIMO_VECTOR_CLONES
void toBfloat16Row(const float* __restrict in, int64_t n, uint16_t* __restrict out)
{
    for (int64_t j = 0; j < n; ++j) {
        const auto bits = std::bit_cast<uint32_t>(in[j]);
        const uint32_t rounded = bits + 0x7fffU + ((bits >> 16U) & 1U);
        out[j] = static_cast<uint16_t>((in[j] == in[j] ? rounded : 0x7fc00000U) >> 16U);
    }
}

} // namespace unimo::tensor
