// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace unimo::text {

[[nodiscard]] bool isValidUtf8(std::string_view text);

/// The code point at `at` of valid UTF-8; moves `at` behind it.
[[nodiscard]] char32_t nextCodePoint(std::string_view text, size_t& at);
/// The code point that ends before `at` (> 0) of valid UTF-8; moves `at` to its first byte.
[[nodiscard]] char32_t previousCodePoint(std::string_view text, size_t& at);
[[nodiscard]] size_t countCodePoints(std::string_view text);
void appendUtf8(std::string& text, char32_t codePoint);

/// A text in which every ill-formed byte sequence became one U+FFFD, as a browser shows it.
struct RepairedText
{
    std::string text;
    std::vector<Offset> source; ///< for each byte of `text`, the source bytes of its character

    /// The place of `offset` (in `text`) in the source.
    [[nodiscard]] Offset toSource(Offset offset) const;
};

[[nodiscard]] RepairedText repairUtf8(std::string_view text);

/// Encodes a text of any bytes by a function that takes valid UTF-8; the offsets are those of
/// `text` as it came. Longer texts than an offset can name are cut.
template <typename Encode>
[[nodiscard]] Encoding encodeRepaired(std::string_view text, const Encode& encodeValid)
{
    text = text.substr(0, std::numeric_limits<int32_t>::max());
    if (isValidUtf8(text))
        return encodeValid(text);
    const RepairedText repaired = repairUtf8(text);
    Encoding encoding = encodeValid(repaired.text);
    for (Offset& offset : encoding.offsets)
        offset = repaired.toSource(offset);
    return encoding;
}

} // namespace unimo::text
