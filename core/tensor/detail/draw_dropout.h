// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/dropout.h"

#include <ATen/CPUGeneratorImpl.h>

#include <mutex>

namespace unimo::tensor {

/// A dropout of its own, its seed drawn from torch's generator of the CPU: seeding that one fixes
/// the masks. Nothing is drawn for a rate of 0.
[[nodiscard]] inline Dropout drawDropout(double rate)
{
    if (rate <= 0)
        return {};
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::scoped_lock lock(generator.mutex());
    return {at::check_generator<at::CPUGeneratorImpl>(generator)->random64(), rate};
}

} // namespace unimo::tensor
