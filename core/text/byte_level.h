// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace unimo::text {

/// GPT-2's printable character (UTF-8) for each byte: a space is "Ġ".
[[nodiscard]] const std::array<std::string, 256>& byteSymbols();

/// The bytes that an entry stands for; characters that are no byte symbol stand for themselves.
[[nodiscard]] std::string bytesOfEntry(std::string_view entry);

/// Cuts valid UTF-8 into words as GPT-2's pattern does:
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
[[nodiscard]] std::vector<Offset> splitWords(std::string_view text);

} // namespace unimo::text
