// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unimo {

/// Jiffies since the start of the machine: the first line of /proc/stat.
struct ProcessorTime
{
    uint64_t busy = 0;
    uint64_t all = 0; ///< with the idle ones and those that waited for a disk
};

/// A program that computes on a GPU.
struct GpuProcess
{
    int64_t pid = 0;
    std::string name;  ///< of /proc; empty when that does not say, as in a container
    int64_t bytes = 0; ///< -1: the driver does not say
};

struct GpuLoad
{
    std::string name;  ///< "NVIDIA H100 80GB HBM3"
    double busy = 0;   ///< 0-1: part of the last second or so with work on it; -1: not known
    int64_t used = 0;  ///< bytes
    int64_t total = 0; ///< bytes
    std::vector<GpuProcess> processes;
};

/// How much of a machine is in use.
struct MachineLoad
{
    double busy = -1;  ///< 0-1 of all cores since the last reading; -1: not known yet
    int cores = 0;     ///< that this process may use
    int64_t used = 0;  ///< bytes that programs hold
    int64_t total = 0; ///< bytes
    std::vector<GpuLoad> gpus;
};

/// Nothing when the text is not of that form.
[[nodiscard]] std::optional<ProcessorTime> parseProcessorTime(std::string_view procStat);
/// Bytes used and bytes in all from /proc/meminfo; what the system can still give is not used.
struct MemoryUse
{
    int64_t used = 0;
    int64_t total = 0;
};
[[nodiscard]] std::optional<MemoryUse> parseMemoryUse(std::string_view procMeminfo);
/// 0-1; -1 where no time has passed.
[[nodiscard]] double busyBetween(const ProcessorTime& before, const ProcessorTime& now);

/// Reads the load of this machine: /proc, and NVIDIA's management library where the driver has
/// brought it along. Its first reading of the GPUs may take a second. Thread: one at a time.
class MachineMeter
{
public:
    MachineMeter();
    ~MachineMeter();
    MachineMeter(const MachineMeter&) = delete;
    MachineMeter& operator=(const MachineMeter&) = delete;

    [[nodiscard]] MachineLoad read();

private:
    class Gpus; ///< core/base/gpu_load.cpp

    std::optional<ProcessorTime> before_;
    std::unique_ptr<Gpus> gpus_;
};

} // namespace unimo
