// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/dropout.h"

#include <cstdint>

// The CPU kernel under packedAttention(): one head of one sequence. Free of torch, so that it
// compiles in a second and for several instruction sets.
namespace unimo::tensor {

struct HeadShape
{
    int64_t first;  ///< row of the sequence's first token
    int64_t length; ///< tokens
    int64_t prefix; ///< tokens that see the prefix alone
    int64_t width;  ///< numbers a head
    int64_t hidden; ///< numbers a token: heads * width
    int64_t column; ///< the head's first column
    uint32_t place; ///< of the head's first probability, for dropout
};

/// qkv: [tokens, 3 * hidden]; out: [tokens, hidden]; probabilities: [length, length] of this head,
/// as they are before dropout.
void attendForward(const HeadShape& shape, const float* qkv, const Dropout& dropout, float* out,
                   float* probabilities);

/// gradient: of out; gradientQkv: [tokens, 3 * hidden], this head's columns are written whole.
void attendBackward(const HeadShape& shape, const float* qkv, const Dropout& dropout,
                    const float* probabilities, const float* gradient, float* gradientQkv);

} // namespace unimo::tensor
