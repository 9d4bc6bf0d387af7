// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/caption_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

namespace unimo::metrics {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool isWord(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string lowerCase(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Typographic punctuation in its ASCII form.
std::string plainPunctuation(std::string text)
{
    constexpr std::array<Pair, 8> forms = {{{"\u2018", "'"},
                                            {"\u2019", "'"},
                                            {"\u201c", "\""},
                                            {"\u201d", "\""},
                                            {"\u2013", "--"},
                                            {"\u2014", "--"},
                                            {"\u2026", "..."},
                                            {"\u00a0", " "}}};
    for (const auto& [from, to] : forms)
        for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
            text.replace(at, from.size(), to);
    return text;
}

/// Whether the character at `at` holds the word around it together.
bool joins(std::string_view text, size_t at)
{
    if (at == 0 || at + 1 >= text.size())
        return false;
    const char before = text[at - 1], after = text[at + 1];
    switch (text[at]) {
    case '-':
    case '\'':
    case '.':
    case '/':
        return isWord(before) && isWord(after);
    case ',':
    case ':':
        return isDigit(before) && isDigit(after);
    default:
        return false;
    }
}

/// Whether a full stop behind the word belongs to it.
bool isAbbreviation(std::string_view word)
{
    constexpr std::array<std::string_view, 30> known = {
        "mr",  "mrs",  "ms",   "dr",  "st",  "mt",   "jr",   "sr",  "vs",  "etc",
        "ft",  "ave",  "blvd", "rd",  "co",  "inc",  "corp", "ltd", "gen", "sgt",
        "rev", "prof", "jan",  "feb", "aug", "sept", "oct",  "nov", "dec", "lt"};
    if (std::find(known.begin(), known.end(), word) != known.end())
        return true;
    for (size_t i = 0; i < word.size(); ++i) // "c" or "u.s"
        if (i % 2 == 0 ? !(word[i] >= 'a' && word[i] <= 'z') : word[i] != '.')
            return false;
    return word.size() % 2 == 1;
}

/// Adds a word, its clitic cut off.
void addWord(std::string_view word, Tokens& out)
{
    constexpr std::array<Pair, 7> twoWords = {{{"cannot", "can"},
                                               {"gonna", "gon"},
                                               {"wanna", "wan"},
                                               {"gotta", "got"},
                                               {"gimme", "gim"},
                                               {"lemme", "lem"},
                                               {"d'ye", "d'"}}};
    constexpr std::array<std::string_view, 7> clitics = {"n't", "'s",  "'m", "'d",
                                                         "'re", "'ve", "'ll"};
    size_t cut = word.size();
    for (const auto& [whole, first] : twoWords)
        if (word == whole)
            cut = first.size();
    for (const std::string_view clitic : clitics)
        if (word.size() > clitic.size() && word.ends_with(clitic))
            cut = word.size() - clitic.size();
    out.emplace_back(word.substr(0, cut));
    if (cut < word.size())
        out.emplace_back(word.substr(cut));
}

/// Adds what stands at `at` and is no word; punctuation is left out. Returns where it ends.
size_t addSymbol(std::string_view text, size_t at, Tokens& out)
{
    constexpr std::array<Pair, 6> brackets = {{{"(", "-lrb-"},
                                               {")", "-rrb-"},
                                               {"[", "-lsb-"},
                                               {"]", "-rsb-"},
                                               {"{", "-lcb-"},
                                               {"}", "-rcb-"}}};
    const std::string_view symbol = text.substr(at, 1);
    for (const auto& [bracket, name] : brackets)
        if (symbol == bracket)
            out.emplace_back(name);
    if (symbol.find_first_of("$%#&*_=+/~@^|\\<>") == 0)
        out.emplace_back(symbol);
    if (symbol != "!" && symbol != "?")
        return at + 1;
    // One mark is punctuation, several are an outcry that the original keeps.
    const size_t end = std::min(text.find_first_not_of("!?", at), text.size());
    if (end - at > 1)
        out.emplace_back(text.substr(at, end - at));
    return end;
}

/// "-5" and "+5" at the start of a word.
bool isSign(std::string_view text, size_t at)
{
    return (text[at] == '-' || text[at] == '+') && at + 1 < text.size() && isDigit(text[at + 1]) &&
           (at == 0 || isSpace(text[at - 1]));
}

} // namespace

Tokens captionTokens(std::string_view caption)
{
    const std::string text = plainPunctuation(lowerCase(caption));
    Tokens out;
    for (size_t at = 0; at < text.size();) {
        if (isSpace(text[at])) {
            ++at;
        } else if (isWord(text[at]) || isSign(text, at)) {
            size_t end = at + 1;
            while (end < text.size() && (isWord(text[end]) || joins(text, end)))
                ++end;
            std::string_view word(text.data() + at, end - at);
            if (end < text.size() && text[end] == '.' && isAbbreviation(word))
                word = {text.data() + at, ++end - at};
            addWord(word, out);
            at = end;
        } else {
            at = addSymbol(text, at, out);
        }
    }
    return out;
}

} // namespace unimo::metrics
