// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"

#include <unicode/utf8.h>

#include <algorithm>

namespace unimo::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// The code point at `at`, or a negative value; `at` moves behind what was read.
UChar32 readChecked(std::string_view text, int32_t& at)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto size = static_cast<int32_t>(text.size());
    UChar32 codePoint = 0;
    U8_NEXT(bytes, at, size, codePoint);
    return codePoint;
}

} // namespace

bool isValidUtf8(std::string_view text)
{
    for (int32_t at = 0; at < static_cast<int32_t>(text.size());)
        if (readChecked(text, at) < 0)
            return false;
    return true;
}

char32_t nextCodePoint(std::string_view text, size_t& at)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    UChar32 codePoint = 0;
    U8_NEXT_UNSAFE(bytes, at, codePoint);
    return static_cast<char32_t>(codePoint);
}

char32_t previousCodePoint(std::string_view text, size_t& at)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    UChar32 codePoint = 0;
    U8_PREV_UNSAFE(bytes, at, codePoint);
    return static_cast<char32_t>(codePoint);
}

size_t countCodePoints(std::string_view text)
{
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return !U8_IS_TRAIL(static_cast<uint8_t>(byte));
    }));
}

void appendUtf8(std::string& text, char32_t codePoint)
{
    uint8_t bytes[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, codePoint);
    text.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(length));
}

Offset RepairedText::toSource(Offset offset) const
{
    if (source.empty())
        return {};
    if (offset.begin < offset.end)
        return {source[static_cast<size_t>(offset.begin)].begin,
                source[static_cast<size_t>(offset.end) - 1].end};
    const int32_t place = offset.begin == 0 ? 0 : source[static_cast<size_t>(offset.begin) - 1].end;
    return {place, place};
}

RepairedText repairUtf8(std::string_view text)
{
    RepairedText repaired;
    for (int32_t at = 0; at < static_cast<int32_t>(text.size());) {
        const int32_t begin = at;
        const UChar32 read = readChecked(text, at);
        appendUtf8(repaired.text, read < 0 ? replacement : static_cast<char32_t>(read));
        repaired.source.resize(repaired.text.size(), Offset{begin, at});
    }
    return repaired;
}

} // namespace unimo::text
