// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace unimo::tensor {

/// What this machine can compute on.
struct DeviceReport
{
    std::string torchVersion;             ///< "2.11.0"
    bool cuda = false;                    ///< usable now
    std::string cudaReason;               ///< why it is not; empty when it is
    std::vector<std::string> cudaDevices; ///< their names
    std::string cpuCapability;            ///< the vector code torch chose: "AVX2", "AVX512", ...
    bool cpuBf16 = false;                 ///< avx512_bf16
    bool cpuAmx = false;                  ///< matrix tiles
    int threads = 0;                      ///< that one operation may use
};

/// Opens torch's CUDA library if it lies beside its CPU library, then looks. Thread: any.
[[nodiscard]] DeviceReport deviceReport();

/// "auto" (CUDA if usable, else CPU), "cpu" or "cuda" turned into "cpu" or "cuda". A Device error
/// says why CUDA cannot be used, a Config error which names there are. Thread: any.
[[nodiscard]] Result<std::string> resolveDevice(const std::string& wanted);

/// How many GPUs this process sees; 0 where CUDA cannot be used.
[[nodiscard]] int gpuCount();
/// What tells a GPU, or a part of one, from all others; empty where the driver does not say.
[[nodiscard]] std::string gpuIdentity(int index);

/// Whether bfloat16 matrix products are faster than float ones: avx512_bf16 or AMX.
[[nodiscard]] bool cpuHasBf16();

/// Threads for one operation, called from the thread that computes (each thread has its own
/// setting); 0 means the cores this process may use.
void setComputeThreads(int count);

} // namespace unimo::tensor
