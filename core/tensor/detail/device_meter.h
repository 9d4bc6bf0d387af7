// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/threads.h"

#include <c10/core/CachingDeviceAllocator.h>
#include <torch/cuda.h>

namespace unimo::tensor {

/// Waits until the device has done what it was given: before the clock is read.
inline void finishWork(const at::Device& device)
{
    if (device.is_cuda())
        torch::cuda::synchronize();
}

/// The most memory that tensors on the device held at once, bytes; on the CPU the process's.
[[nodiscard]] inline int64_t peakMemory(const at::Device& device)
{
    if (!device.is_cuda())
        return peakMemoryBytes();
    const auto stats = at::getDeviceAllocator(at::kCUDA)->getDeviceStats(0);
    return stats.allocated_bytes[static_cast<size_t>(c10::CachingAllocator::StatType::AGGREGATE)]
        .peak;
}

} // namespace unimo::tensor
