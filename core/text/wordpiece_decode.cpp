// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece_decode.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace unimo::text {
namespace {

bool oneOf(std::string_view word, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool isDigits(std::string_view word)
{
    return !word.empty() &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isWord(std::string_view word)
{
    size_t at = 0;
    return !word.empty() && !isBertPunctuation(nextCodePoint(word, at));
}

bool startsWithIdeograph(std::string_view word)
{
    size_t at = 0;
    return !word.empty() && isIdeograph(nextCodePoint(word, at));
}

bool endsWithIdeograph(std::string_view word)
{
    size_t at = word.size();
    return at > 0 && isIdeograph(previousCodePoint(word, at));
}

/// Decides for each gap between two words whether it is a space.
class Joiner
{
public:
    explicit Joiner(const std::vector<std::string>& words)
        : words_(words), glued_(words.size() + 1, false)
    {
    }

    std::string join()
    {
        for (size_t at = 0; at < words_.size(); ++at)
            place(at);
        std::string text;
        for (size_t at = 0; at < words_.size(); ++at) {
            if (at > 0 && !glued_[at])
                text += ' ';
            text += words_[at];
        }
        return text;
    }

private:
    [[nodiscard]] std::string_view word(size_t at) const
    {
        return at < words_.size() ? std::string_view(words_[at]) : std::string_view();
    }
    [[nodiscard]] std::string_view before(size_t at) const
    {
        return at > 0 ? word(at - 1) : std::string_view();
    }
    void glueLeft(size_t at) { glued_[at] = true; }
    void glueRight(size_t at) { glued_[at + 1] = true; }
    void glueBoth(size_t at)
    {
        glueLeft(at);
        glueRight(at);
    }

    void place(size_t at)
    {
        const std::string_view mark = word(at);
        if (oneOf(mark, {".", ",", "?", "!", ";", ":", ")", "]", "}", "%", "…"}))
            glueLeft(at);
        else if (oneOf(mark, {"(", "[", "{", "$", "£", "€"}))
            glueRight(at);
        else if (oneOf(mark, {"-", "/"}) && isWord(before(at)) && isWord(word(at + 1)))
            glueBoth(at);
        else if (oneOf(mark, {"'", "’"}) && isWord(before(at)))
            placeApostrophe(at);
        else if (oneOf(mark, {"'", "\""}))
            placeQuote(at);

        if (insideNumber(at))
            glueRight(at);
        if (endsWithIdeograph(mark) && startsWithIdeograph(word(at + 1)))
            glueRight(at);
    }
    void placeApostrophe(size_t at)
    {
        const bool contraction =
            oneOf(word(at + 1), {"s", "t", "m", "d", "ll", "re", "ve"}) || before(at) == "o";
        if (contraction)
            glueBoth(at);
        else if (before(at).ends_with('s'))
            glueLeft(at); // the dogs' tails
        else
            placeQuote(at);
    }
    void placeQuote(size_t at)
    {
        bool& open = word(at) == "\"" ? doubleOpen_ : singleOpen_;
        const bool closes = open || std::find(words_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                              words_.end(), words_[at]) == words_.end();
        closes ? glueLeft(at) : glueRight(at);
        open = !closes;
    }
    /// Whether the mark at `at` stands within a number: 3.5, 10:30, 1,000.
    [[nodiscard]] bool insideNumber(size_t at) const
    {
        if (!isDigits(before(at)) || !isDigits(word(at + 1)))
            return false;
        return oneOf(word(at), {".", ":"}) ||
               (word(at) == "," && before(at).size() <= 3 && word(at + 1).size() == 3);
    }

    const std::vector<std::string>& words_;
    std::vector<bool> glued_; ///< glued_[i]: no space before word i
    bool singleOpen_ = false;
    bool doubleOpen_ = false;
};

} // namespace

std::string joinWords(const std::vector<std::string>& words)
{
    return Joiner(words).join();
}

} // namespace unimo::text
