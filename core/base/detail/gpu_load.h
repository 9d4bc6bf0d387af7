// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/machine_load.h"

namespace unimo {

/// What NVIDIA's management library (libnvidia-ml.so.1) says. It is opened at run time: a machine
/// without that driver has none, and no GPU then.
class MachineMeter::Gpus
{
public:
    Gpus();
    ~Gpus();
    Gpus(const Gpus&) = delete;
    Gpus& operator=(const Gpus&) = delete;

    [[nodiscard]] std::vector<GpuLoad> read() const;

private:
    struct Functions;
    [[nodiscard]] GpuLoad loadOf(void* device) const;

    void* library_ = nullptr;
    std::unique_ptr<Functions> functions_; ///< null: the library is not there or does not start
};

} // namespace unimo
