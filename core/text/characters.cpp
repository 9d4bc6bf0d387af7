// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/characters.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>

namespace unimo::text {
namespace {

bool hasCategory(char32_t c, uint32_t mask)
{
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

} // namespace

bool isWhitespace(char32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool isLetter(char32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return hasCategory(c, U_GC_L_MASK);
}

bool isNumber(char32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9';
    return hasCategory(c, U_GC_N_MASK);
}

bool isBertPunctuation(char32_t c)
{
    if (c < 0x80)
        return c > ' ' && c < 0x7F && !isLetter(c) && !isNumber(c);
    return hasCategory(c, U_GC_P_MASK);
}

bool isBertRemoved(char32_t c)
{
    if (c < 0x80)
        return c != '\t' && c != '\n' && c != '\r' && (c < ' ' || c == 0x7F);
    return c == 0xFFFD || hasCategory(c, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK);
}

bool isIdeograph(char32_t c)
{
    struct Range
    {
        char32_t first, last;
    };
    static constexpr Range ranges[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},
                                       {0x20000, 0x2A6DF}, {0x2A700, 0x2B81F}, {0x2B920, 0x2CEAF},
                                       {0x2F800, 0x2FA1F}};
    return c >= ranges[0].first &&
           std::any_of(std::begin(ranges), std::end(ranges),
                       [c](Range range) { return c >= range.first && c <= range.last; });
}

} // namespace unimo::text
