// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/config.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace unimo::model {

/// Turns the states of a packed pass into one vector for each of several pieces of it.
struct PooledRows
{
    at::Tensor rows;   ///< int64 [n]: the rows that are read
    at::Tensor owners; ///< int64 [n]: the vector each counts for; undefined: row i is vector i
    at::Tensor shares; ///< float [n, 1]: its part of that vector; undefined like owners
    int64_t count = 0; ///< vectors

    /// states: [tokens, hidden] -> [count, hidden]. Differentiable.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& states) const;
    [[nodiscard]] PooledRows to(const at::Device& device) const;
};

/// Collects which rows of a packed pass make up one vector each: the first token of a half ([CLS]
/// or [IMG], as in the paper), or the mean of all its tokens (as sentence encoders such as MiniLM
/// are trained).
class TokenPool
{
public:
    explicit TokenPool(Pooling pooling) : pooling_(pooling) {}

    /// Adds one vector, made of rows [first, first + length); returns its number.
    int64_t add(int64_t first, int64_t length);
    [[nodiscard]] PooledRows finish() const;

private:
    Pooling pooling_;
    std::vector<int64_t> rows_, owners_;
    std::vector<float> shares_;
    int64_t count_ = 0;
};

} // namespace unimo::model
