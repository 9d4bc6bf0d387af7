// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace unimo {

/// The cores this process may use (its affinity mask, not the machine's count).
[[nodiscard]] int availableCores();

/// Runs body(i) for i in [0, count) on `threads` threads (0 = all cores), dynamically shared out.
/// The first exception is thrown again in the caller after all threads have ended.
void parallelFor(int64_t count, int threads, const std::function<void(int64_t)>& body);

/// Asks the kernel to prefer other programs to this process (nice +`by`), so that a window stays
/// alive beside a trainer that uses every core.
void lowerPriority(int by = 10);

/// Peak resident memory of this process so far, bytes.
[[nodiscard]] int64_t peakMemoryBytes();
/// Resident memory of this process now, bytes.
[[nodiscard]] int64_t currentMemoryBytes();
/// What the system can still give to programs without swapping, bytes; 0 where it does not say.
[[nodiscard]] int64_t availableMemoryBytes();

} // namespace unimo
