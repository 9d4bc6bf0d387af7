// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/vqa.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <unordered_map>
#include <utility>
#include <vector>

namespace unimo::metrics {
namespace {

using Words = std::unordered_map<std::string, std::string>;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Every contraction of the challenge's list with one of its apostrophes left out -> the full form.
const Words& contractions()
{
    static const std::array<std::string, 93> forms = {
        "'ow's'at",     "'twas",         "ain't",       "aren't",      "can't",
        "could've",     "couldn't",      "couldn't've", "didn't",      "doesn't",
        "don't",        "hadn't",        "hadn't've",   "hasn't",      "haven't",
        "he'd",         "he'd've",       "he's",        "how'd",       "how'll",
        "how's",        "isn't",         "it'd",        "it'd've",     "it'll",
        "ma'am",        "might've",      "mightn't",    "mightn't've", "must've",
        "mustn't",      "needn't",       "not've",      "o'clock",     "oughtn't",
        "shan't",       "she'd've",      "should've",   "shouldn't",   "shouldn't've",
        "somebody'd",   "somebody'd've", "somebody'll", "somebody's",  "someone'd",
        "someone'd've", "someone'll",    "someone's",   "something'd", "something'd've",
        "something'll", "that's",        "there'd",     "there'd've",  "there're",
        "there's",      "they'd",        "they'd've",   "they'll",     "they're",
        "they've",      "wasn't",        "we'd've",     "we've",       "weren't",
        "what'll",      "what're",       "what's",      "what've",     "when's",
        "where'd",      "where's",       "where've",    "who'd",       "who'd've",
        "who'll",       "who's",         "who've",      "why'll",      "why're",
        "why's",        "won't",         "would've",    "wouldn't",    "wouldn't've",
        "y'all",        "y'all'd've",    "y'all'll",    "you'd",       "you'd've",
        "you'll",       "you're",        "you've"};
    static const Words words = [] {
        Words out;
        for (const std::string& form : forms)
            for (size_t i = 0; i < form.size(); ++i)
                if (form[i] == '\'')
                    out.emplace(form.substr(0, i) + form.substr(i + 1), form);
        return out;
    }();
    return words;
}

/// Number words as digits.
const Words& numbers()
{
    static const Words words = {{"none", "0"},  {"zero", "0"},  {"one", "1"},  {"two", "2"},
                                {"three", "3"}, {"four", "4"},  {"five", "5"}, {"six", "6"},
                                {"seven", "7"}, {"eight", "8"}, {"nine", "9"}, {"ten", "10"}};
    return words;
}

/// "1,000": then every punctuation mark of the answer is dropped without a space in its place.
bool hasThousands(std::string_view text)
{
    for (size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == ',' && isDigit(text[i - 1]) && isDigit(text[i + 1]))
            return true;
    return false;
}

/// Drops each mark that touches a space somewhere in the answer; other marks become a space.
/// Full stops go unless a digit follows.
std::string withoutPunctuation(std::string_view text)
{
    constexpr std::string_view marks = ";/[]\"{}()=+\\_-><@`,?!";
    const bool thousands = hasThousands(text);
    const auto dropped = [&](char mark) {
        const char before[] = {' ', mark}, behind[] = {mark, ' '};
        return thousands || text.find(std::string_view(before, 2)) != std::string_view::npos ||
               text.find(std::string_view(behind, 2)) != std::string_view::npos;
    };
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (marks.find(c) != std::string_view::npos) {
            if (!dropped(c))
                out += ' ';
        } else if (c != '.' || (i + 1 < text.size() && isDigit(text[i + 1]))) {
            out += c;
        }
    }
    return out;
}

std::string trimmedLine(std::string_view text)
{
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    const size_t first = out.find_first_not_of(' ');
    return first == std::string::npos ? std::string()
                                      : out.substr(first, out.find_last_not_of(' ') - first + 1);
}

} // namespace

std::string normalisedAnswer(std::string_view answer)
{
    std::string text = withoutPunctuation(trimmedLine(answer));
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');

    std::string out;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (const auto number = numbers().find(word); number != numbers().end())
            word = number->second;
        if (word == "a" || word == "an" || word == "the")
            continue;
        if (const auto form = contractions().find(word); form != contractions().end())
            word = form->second;
        out += out.empty() ? word : ' ' + word;
    }
    return out;
}

double vqaAccuracy(std::string_view answer, std::span<const std::string> people)
{
    if (people.empty())
        return 0;
    const std::string given = normalisedAnswer(answer);
    std::vector<bool> agrees;
    for (const std::string& other : people)
        agrees.push_back(normalisedAnswer(other) == given);
    if (agrees.size() == 1)
        return agrees[0] ? 1 : 0;

    const auto agreeing = std::count(agrees.begin(), agrees.end(), true);
    double sum = 0;
    for (const bool leftOutAgrees : agrees)
        sum += std::min(1.0, static_cast<double>(agreeing - (leftOutAgrees ? 1 : 0)) / 3);
    return sum / static_cast<double>(agrees.size());
}

bool sameAnswer(std::string_view a, std::string_view b)
{
    return normalisedAnswer(a) == normalisedAnswer(b);
}

} // namespace unimo::metrics
