// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/metrics/captions.h"

#include <array>
#include <map>
#include <string>

namespace unimo::metrics::detail {

inline constexpr int kLongest = 4;

/// How often each n-gram occurs, by its length - 1 and its words joined by a space. Ordered, so
/// that sums over it are the same on every machine.
using NgramCounts = std::array<std::map<std::string, int>, kLongest>;

[[nodiscard]] NgramCounts countNgrams(const Tokens& words);

} // namespace unimo::metrics::detail
