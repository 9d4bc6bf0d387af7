// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace unimo::text {

/// Words and punctuation marks put together as a person writes them: it's, t-shirt, 3.5, "so", (a).
[[nodiscard]] std::string joinWords(const std::vector<std::string>& words);

} // namespace unimo::text
