// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/caption_faults.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <vector>

namespace unimo::checks {
namespace {

constexpr size_t kFewest = 3;
constexpr size_t kMost = 80;
constexpr size_t kRepeatedOf = 6;

bool hasBrokenLetters(const std::string& text)
{
    const bool control = std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7F;
    });
    // U+FFFD, and the beginning of UTF-8 that was read as Latin-1 ("Ã©", "â€™").
    static const char* const kSigns[] = {"\xEF\xBF\xBD", "\xC3\x83\xC2", "\xC3\xA2\xE2\x82\xAC"};
    return control || std::any_of(std::begin(kSigns), std::end(kSigns), [&](const char* sign) {
               return text.find(sign) != std::string::npos;
           });
}

bool isShouting(const std::string& text)
{
    int letters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::islower(byte) || byte >= 0x80)
            return false;
        letters += std::isupper(byte) != 0;
    }
    return letters > 3;
}

/// Small letters. Chinese and Japanese write no blanks: each of their characters is a word here.
std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    bool open = false; // the last word goes on
    for (size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool character = byte >= 0xE3 && byte <= 0xE9 && i + 2 < text.size();
        if (character) {
            words.push_back(text.substr(i, 3));
            i += 2;
            open = false;
        } else if (std::isspace(byte) != 0) {
            open = false;
        } else {
            if (!open)
                words.emplace_back();
            words.back() += static_cast<char>(std::tolower(byte));
            open = true;
        }
    }
    return words;
}

bool isRepetitive(const std::vector<std::string>& words)
{
    if (words.size() < kRepeatedOf)
        return false;
    std::map<std::string, size_t> counts;
    for (const std::string& word : words)
        if (++counts[word] * 2 >= words.size())
            return true;
    return false;
}

} // namespace

std::optional<CaptionFault> faultOf(const std::string& caption)
{
    if (hasBrokenLetters(caption))
        return CaptionFault::BrokenLetters;
    static const std::regex address(R"((https?://|www\.)\S|\S@\S+\.\S)");
    if (std::regex_search(caption, address))
        return CaptionFault::Address;
    static const std::regex markup(R"(</?[a-zA-Z][^>]{0,100}>|&(#[0-9]+|[a-zA-Z]{2,8});)");
    if (std::regex_search(caption, markup))
        return CaptionFault::Markup;
    if (isShouting(caption))
        return CaptionFault::Shouting;
    const auto words = wordsOf(caption);
    if (isRepetitive(words))
        return CaptionFault::Repetition;
    if (words.size() > kMost)
        return CaptionFault::TooLong;
    if (words.size() < kFewest)
        return CaptionFault::TooShort;
    return std::nullopt;
}

const char* describe(CaptionFault fault)
{
    switch (fault) {
    case CaptionFault::TooShort:
        return "shorter than 3 words";
    case CaptionFault::TooLong:
        return "longer than 80 words";
    case CaptionFault::Repetition:
        return "one word over and over";
    case CaptionFault::Shouting:
        return "all in capital letters";
    case CaptionFault::Markup:
        return "HTML in it";
    case CaptionFault::Address:
        return "an address of a web page or mail box in it";
    case CaptionFault::BrokenLetters:
        return "letters that were read wrongly";
    }
    return "";
}

} // namespace unimo::checks
