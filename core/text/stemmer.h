// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unimo::text {

/// The stem of an English word in lower case, by Porter's algorithm of 1980 ("ponies" -> "poni").
/// Thread: any.
[[nodiscard]] std::string porterStem(const std::string& word);

} // namespace unimo::text
