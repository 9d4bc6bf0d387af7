// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/dropout.h"

#include <ATen/core/Tensor.h>

// The elementwise work of an encoder layer on the CPU, each in one pass over its rows, without
// autograd. "branch" and what comes out of a product may be float or bf16, all else is float; every
// tensor is contiguous. Sums of columns are added up thread by thread, so their last bits depend on
// the number of threads.
namespace unimo::tensor {

struct NormedSum
{
    at::Tensor out;     ///< [rows, n]
    at::Tensor moments; ///< [rows, 2]: mean, inverse deviation
};
/// norm(x + dropout(branch)); x, branch: [rows, n]; scale, shift: [n].
[[nodiscard]] NormedSum normedSum(const at::Tensor& x, const at::Tensor& branch,
                                  const at::Tensor& scale, const at::Tensor& shift, double epsilon,
                                  const Dropout& dropout);

struct NormedSumGradients
{
    at::Tensor x;             ///< [rows, n]
    at::Tensor branch;        ///< [rows, n], of the branch's type
    at::Tensor scale, shift;  ///< [n]
    at::Tensor branchColumns; ///< [n]: branch summed over the rows
};
/// The gradients for `gradient` of the output. That of x is written into `gradient`.
[[nodiscard]] NormedSumGradients normedSumBackward(const at::Tensor& gradient, const at::Tensor& x,
                                                   const at::Tensor& branch,
                                                   const at::Tensor& moments,
                                                   const at::Tensor& scale, const Dropout& dropout);

/// GELU by the error function, of x's type. x: [rows, n]
[[nodiscard]] at::Tensor geluOf(const at::Tensor& x);

struct GeluGradients
{
    at::Tensor out;      ///< gelu(x), made again
    at::Tensor x;        ///< of x's type
    at::Tensor xColumns; ///< [n]: x summed over the rows
};
/// gradient: of the output, of x's type; that of x is written into it.
[[nodiscard]] GeluGradients geluBackward(const at::Tensor& gradient, const at::Tensor& x);

} // namespace unimo::tensor
