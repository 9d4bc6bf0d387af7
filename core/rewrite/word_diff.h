// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <string>
#include <vector>

namespace unimo::rewrite {

/// The words of `after` that are new beside `before`: those outside the longest common run of words
/// of both, neighbours together in one span (bytes of `after`). Case and the signs around a word do
/// not count.
[[nodiscard]] std::vector<store::TextSpan> newWords(const std::string& before,
                                                    const std::string& after);

} // namespace unimo::rewrite
