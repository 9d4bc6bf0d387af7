// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/source.h"

#include <cstdint>

namespace unimo::formats::detail {
namespace {

constexpr size_t kMaxCaptionBytes = 16'384;

/// The length of the well-formed UTF-8 character at the text's start; 0 if there is none.
/// (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing beyond U+10FFFF.)
size_t characterLength(std::string_view text)
{
    const auto byte = [&](size_t i) {
        return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0};
    };
    const auto follows = [&](size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
    const uint8_t first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool beyond = first == 0xF4 && byte(1) > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const size_t length = characterLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

} // namespace

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::string captionFault(std::string_view text)
{
    if (text.size() > kMaxCaptionBytes)
        return "the caption is " + std::to_string(text.size()) + " bytes long (allowed: up to " +
               std::to_string(kMaxCaptionBytes) + ")";
    if (text.find('\0') != std::string_view::npos)
        return "the caption holds a zero byte";
    if (!isUtf8(text))
        return "the caption is not valid UTF-8";
    return {};
}

} // namespace unimo::formats::detail
