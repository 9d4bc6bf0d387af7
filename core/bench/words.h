// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace unimo::bench {

/// Tokens that every measured vocabulary holds beside its special ones; texts are drawn from them.
inline constexpr int kWorkloadWords = 8187; ///< with the five special tokens 8,192

/// Made-up words, each a token of its own: "aaaa", "aaab", ...
[[nodiscard]] std::vector<std::string> madeUpWords(int count);
[[nodiscard]] inline std::vector<std::string> workloadWords()
{
    return madeUpWords(kWorkloadWords);
}

} // namespace unimo::bench
