// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/words.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <unicode/uchar.h>

namespace unimo::rewrite {

std::vector<std::string> wordsOf(std::string_view text)
{
    // What is no UTF-8 becomes U+FFFD, which parts words as every sign does.
    const std::string repaired = text::repairUtf8(text).text;
    std::vector<std::string> words;
    std::string word;
    int characters = 0;
    const auto end = [&] {
        if (characters >= 2)
            words.push_back(word);
        word.clear();
        characters = 0;
    };
    for (size_t at = 0; at < repaired.size();) {
        const char32_t c = text::nextCodePoint(repaired, at);
        if (c == '_' || text::isLetter(c) || text::isNumber(c)) {
            text::appendUtf8(word, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
            ++characters;
        } else {
            end();
        }
    }
    end();
    return words;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string asciiLower(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
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
