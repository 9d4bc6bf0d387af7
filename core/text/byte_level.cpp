// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_level.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <unordered_map>

namespace unimo::text {
namespace {

/// The code point that shows the byte: itself where printable, else one from 256 on.
std::array<char32_t, 256> byteCodePoints()
{
    std::array<char32_t, 256> codePoints{};
    char32_t next = 256;
    for (char32_t byte = 0; byte < 256; ++byte) {
        const bool printable = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
        codePoints[byte] = printable ? byte : next++;
    }
    return codePoints;
}

enum class Class { Space, Letter, Number, Other };

Class classOf(char32_t c)
{
    if (isLetter(c))
        return Class::Letter;
    if (isNumber(c))
        return Class::Number;
    return isWhitespace(c) ? Class::Space : Class::Other;
}

/// The bytes of the contraction that `text` begins with, or 0.
size_t contraction(std::string_view text)
{
    for (const std::string_view form : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
        if (text.starts_with(form))
            return form.size();
    return 0;
}

/// Where the run of characters of this class ends.
size_t runEnd(std::string_view text, size_t at, Class wanted)
{
    for (size_t next = at; next < text.size(); at = next)
        if (classOf(nextCodePoint(text, next)) != wanted)
            break;
    return at;
}

/// Where the word that begins at `begin` ends.
size_t wordEnd(std::string_view text, size_t begin)
{
    if (const size_t length = contraction(text.substr(begin)))
        return begin + length;
    const size_t core = text[begin] == ' ' ? begin + 1 : begin;
    if (core < text.size()) {
        size_t next = core;
        const Class wanted = classOf(nextCodePoint(text, next));
        if (wanted != Class::Space)
            return runEnd(text, next, wanted);
    }
    const size_t end = runEnd(text, begin, Class::Space);
    if (end == text.size())
        return end;
    // The last white space belongs to what follows, unless it is the only one.
    size_t last = end;
    (void)previousCodePoint(text, last);
    return last > begin ? last : end;
}

} // namespace

const std::array<std::string, 256>& byteSymbols()
{
    static const std::array<std::string, 256> symbols = [] {
        std::array<std::string, 256> made;
        const auto codePoints = byteCodePoints();
        for (size_t byte = 0; byte < made.size(); ++byte)
            appendUtf8(made[byte], codePoints[byte]);
        return made;
    }();
    return symbols;
}

std::string bytesOfEntry(std::string_view entry)
{
    static const std::unordered_map<char32_t, char> bytes = [] {
        std::unordered_map<char32_t, char> made;
        const auto codePoints = byteCodePoints();
        for (size_t byte = 0; byte < codePoints.size(); ++byte)
            made[codePoints[byte]] = static_cast<char>(byte);
        return made;
    }();
    std::string out;
    for (size_t at = 0; at < entry.size();) {
        const char32_t c = nextCodePoint(entry, at);
        const auto found = bytes.find(c);
        if (found != bytes.end())
            out.push_back(found->second);
        else
            appendUtf8(out, c);
    }
    return out;
}

std::vector<Offset> splitWords(std::string_view text)
{
    std::vector<Offset> words;
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = wordEnd(text, begin);
        words.push_back({static_cast<int32_t>(begin), static_cast<int32_t>(end)});
        begin = end;
    }
    return words;
}

} // namespace unimo::text
