// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/autocast_mode.h>

namespace unimo::tensor {

/// bf16 autocast on this thread while it lives; does nothing when switched off. Put it around the
/// forward pass and the losses, not around backward. Nests and restores what was.
class AutocastGuard
{
public:
    AutocastGuard(at::DeviceType device, bool on) : device_(device), on_(on)
    {
        if (!on_)
            return;
        wasOn_ = at::autocast::is_autocast_enabled(device_);
        wasType_ = at::autocast::get_autocast_dtype(device_);
        at::autocast::set_autocast_enabled(device_, true);
        at::autocast::set_autocast_dtype(device_, at::kBFloat16);
        at::autocast::increment_nesting();
    }
    ~AutocastGuard()
    {
        if (!on_)
            return;
        if (at::autocast::decrement_nesting() == 0)
            at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(device_, wasOn_);
        at::autocast::set_autocast_dtype(device_, wasType_);
    }
    AutocastGuard(const AutocastGuard&) = delete;
    AutocastGuard& operator=(const AutocastGuard&) = delete;

private:
    at::DeviceType device_;
    bool on_;
    bool wasOn_ = false;
    at::ScalarType wasType_ = at::kFloat;
};

} // namespace unimo::tensor
