// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/dropout.h"

#include <cstdint>

// The elementwise work of an encoder layer on the CPU, one row of n numbers a call, everything in
// float. Free of torch, so that it compiles in a second and for several instruction sets.
namespace unimo::tensor {

struct NormWeights
{
    const float* scale;
    const float* shift;
    float epsilon;
};

/// What a norm leaves of each row for its way back.
struct RowMoments
{
    float mean;
    float inverseDeviation;
};

/// out = norm(x + dropout(branch)). `row` is the row's index: the dropout's places are row * n + j.
RowMoments normedSumRow(const float* x, const float* branch, int64_t n, int64_t row,
                        const NormWeights& norm, const Dropout& dropout, float* out);

/// Column sums over the rows that a thread saw, n numbers each; added to.
struct NormGradients
{
    float* scale;
    float* shift;
    float*
        branch; ///< the gradients of branch summed: those of the bias of the product it came from
};

/// The gradients of normedSumRow's two inputs for `gradient` of its output. xGradient may be
/// `gradient`.
void normedSumBackwardRow(const float* gradient, const float* x, const float* branch, int64_t n,
                          int64_t row, const NormWeights& norm, const RowMoments& moments,
                          const Dropout& dropout, float* xGradient, float* branchGradient,
                          const NormGradients& sums);

/// x * Phi(x), Phi the normal distribution (erf to 1.5e-7: Abramowitz and Stegun 7.1.26).
void geluRow(const float* x, int64_t n, float* out);

/// out = gelu(x) once more; xGradient = gelu'(x) * gradient, which it may be; the column sums of
/// xGradient are added to.
void geluBackwardRow(const float* x, const float* gradient, int64_t n, float* out, float* xGradient,
                     float* sums);

/// bf16 as the upper half of a float; rounds to nearest, ties to even; NaN stays NaN.
void fromBfloat16Row(const uint16_t* in, int64_t n, float* out);
void toBfloat16Row(const float* in, int64_t n, uint16_t* out);

} // namespace unimo::tensor
