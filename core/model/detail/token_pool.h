// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/config.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace unimo::model {

/// Which rows of a packed pass make up one vector each: the first token of a half ([CLS] or [IMG],
/// as in the paper), or the mean of all its tokens (as sentence encoders such as MiniLM are trained).
class TokenPool
{
public:
    explicit TokenPool(Pooling pooling = Pooling::First) : pooling_(pooling) {}

    /// Adds one vector, made of rows [first, first + length).
    void add(int64_t first, int64_t length);
    [[nodiscard]] int64_t size() const { return static_cast<int64_t>(firstRows_.size()); }
    /// The first row of each vector.
    [[nodiscard]] const std::vector<int64_t>& firstRows() const { return firstRows_; }

    /// states: [tokens, hidden] -> [size(), hidden]. Differentiable.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& states) const;

private:
    Pooling pooling_;
    std::vector<int64_t> firstRows_;
    std::vector<int64_t> lengths_;
};

} // namespace unimo::model
