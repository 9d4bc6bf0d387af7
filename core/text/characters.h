// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unimo::text {

/// Unicode's White_Space property.
[[nodiscard]] bool isWhitespace(char32_t c);
/// General category L.
[[nodiscard]] bool isLetter(char32_t c);
/// General category N.
[[nodiscard]] bool isNumber(char32_t c);
/// What BERT splits off as a token of its own: general category P and every ASCII symbol.
[[nodiscard]] bool isBertPunctuation(char32_t c);
/// What BERT drops: NUL, U+FFFD, controls (not tab and line ends), formats and private use.
[[nodiscard]] bool isBertRemoved(char32_t c);
/// The CJK ideographs that BERT sets apart by spaces (ranges of Hugging Face tokenizers).
[[nodiscard]] bool isIdeograph(char32_t c);

} // namespace unimo::text
