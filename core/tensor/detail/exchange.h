// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <stdexcept>

namespace unimo::tensor {

/// Another process has died, has failed or cannot be reached any more.
class LostProcess final : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// What several processes do with tensors together, on one connection: Gloo (through the host, any
/// device) or NCCL (between GPUs). All have to call the same functions in the same order. Each
/// starts the work and returns at once; the result is there for what comes next on the tensor's
/// device when what is returned has been called. All throw LostProcess. Thread: one at a time.
class Exchange
{
public:
    using Wait = std::function<void()>;
    virtual ~Exchange() = default;

    /// The sum over all processes, in place.
    [[nodiscard]] virtual Wait sum(const at::Tensor& tensor) = 0;
    /// own [n, ...] of each process, one after the other: all [processes * n, ...].
    [[nodiscard]] virtual Wait gather(const at::Tensor& all, const at::Tensor& own) = 0;
    /// The way back: this process's part [n, ...] of the sum of all [processes * n, ...].
    [[nodiscard]] virtual Wait scatterSum(const at::Tensor& own, const at::Tensor& all) = 0;
    /// Overwrites the tensor by process 0's.
    [[nodiscard]] virtual Wait broadcast(const at::Tensor& tensor) = 0;
    /// This process goes before what was begun has ended: whatever would wait for it is cut off.
    virtual void abandon() {}
};

} // namespace unimo::tensor
