// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace unimo::tensor {

/// A tensor of the CPU on `device`, without waiting: a GPU is sent it from pinned memory, in the
/// order of its stream. Undefined stays undefined. Thread: any.
[[nodiscard]] inline at::Tensor toDevice(const at::Tensor& tensor, const at::Device& device)
{
    if (!tensor.defined() || tensor.device() == device)
        return tensor;
    if (device.is_cuda() && tensor.device().is_cpu())
        return tensor.pin_memory().to(device, /*non_blocking=*/true);
    return tensor.to(device);
}

} // namespace unimo::tensor
