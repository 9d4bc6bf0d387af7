// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/facts.h"

#include "core/rewrite/words.h"

#include <array>

namespace unimo::rewrite {
namespace {

constexpr std::array<std::string_view, 24> kColours = {
    "red",   "orange", "yellow",  "green", "blue",    "purple", "violet", "pink",
    "brown", "black",  "white",   "gray",  "grey",    "golden", "silver", "turquoise",
    "beige", "maroon", "crimson", "cyan",  "magenta", "navy",   "teal",   "tan"};
constexpr std::array<std::string_view, 9> kNumbers = {"two",   "three", "four", "five", "six",
                                                      "seven", "eight", "nine", "ten"};
/// Words that say the same of where a thing is.
constexpr std::array<std::array<std::string_view, 6>, 6> kDirections = {{
    {"left", "", "", "", "", ""},
    {"right", "", "", "", "", ""},
    {"above", "over", "higher", "top", "atop", "on"},
    {"below", "under", "lower", "beneath", "underneath", "bottom"},
    {"front", "before", "", "", "", ""},
    {"behind", "back", "", "", "", ""},
}};

} // namespace

bool isColour(std::string_view word)
{
    return isOneOf(kColours, word);
}

bool isNumber(std::string_view word)
{
    return isOneOf(kNumbers, word);
}

unsigned directionsOf(const std::string& words)
{
    unsigned found = 0;
    for (const std::string& word : wordsOf(words))
        for (size_t i = 0; i < kDirections.size(); ++i)
            if (isOneOf(kDirections[i], word))
                found |= 1U << i;
    return found;
}

Facts factsOf(const std::string& text)
{
    Facts facts;
    for (const std::string& word : wordsOf(text))
        if (isColour(word) || isNumber(word))
            ++facts.words[word == "grey" ? "gray" : word];
    facts.directions = directionsOf(text);
    return facts;
}

} // namespace unimo::rewrite
