// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace unimo::rewrite {
namespace {

/// Python's \w: letters, every kind of number, and the underscore.
bool isWordCharacter(UChar32 c)
{
    constexpr uint32_t kinds = U_GC_L_MASK | U_GC_N_MASK;
    return c == '_' || (U_GET_GC_MASK(c) & kinds) != 0;
}

void appendLower(UChar32 c, std::string& word)
{
    const UChar32 lower = u_tolower(c);
    char bytes[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, lower);
    word.append(bytes, static_cast<size_t>(length));
}

} // namespace

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    int characters = 0;
    const auto end = [&] {
        if (characters >= 2)
            words.push_back(word);
        word.clear();
        characters = 0;
    };
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t at = 0; at < size;) {
        UChar32 c = -1;
        U8_NEXT(text.data(), at, size, c);
        if (c >= 0 && isWordCharacter(c)) {
            appendLower(c, word);
            ++characters;
        } else {
            end();
        }
    }
    end();
    return words;
}

SampleWords wordsOfSamples(const std::vector<store::Caption>& captions)
{
    SampleWords all;
    for (const auto& caption : captions) {
        const auto words = wordsOf(caption.text);
        all[caption.sample].insert(words.begin(), words.end());
    }
    return all;
}

} // namespace unimo::rewrite
