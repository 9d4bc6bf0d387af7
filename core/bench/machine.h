// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace unimo::bench {

/// The processor and the cores that this process may use, "AMD EPYC 9B14, 2 cores": what figures
/// of several days can be compared on.
[[nodiscard]] std::string machineName();
/// Processes that ran or waited to during the last minute.
[[nodiscard]] double machineLoad();

/// The most memory that this process holds from now on; other than peakMemoryBytes(), which
/// remembers what was before.
class PeakMemory
{
public:
    PeakMemory();
    [[nodiscard]] int64_t bytes() const;
};

/// Memory of this process that no file backs, bytes: without the pages of mapped feature files,
/// which the system takes back when it wants them.
[[nodiscard]] int64_t ownMemoryBytes();

} // namespace unimo::bench
