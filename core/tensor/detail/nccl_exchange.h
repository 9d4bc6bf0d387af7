// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tensor/detail/exchange.h"
#include "core/tensor/detail/nccl.h"
#include "core/tensor/lifeline.h"

#include <memory>

namespace c10d {
class Store;
}

namespace unimo::tensor {

/// NCCL, for tensors on this process's GPU. Work lies on a CUDA stream of its own, beside what the
/// model computes; a wait makes the current stream wait, not the host. When the lifeline knows of a
/// fault, work that waits for the lost process is ended, and its result is not to be used. The
/// lifeline must outlive it. All processes have to call this, each with a GPU of its own.
[[nodiscard]] Result<std::unique_ptr<Exchange>>
ncclExchange(const Rank& rank, const c10::intrusive_ptr<c10d::Store>& store, Lifeline& lifeline,
             const at::Device& gpu);

} // namespace unimo::tensor
