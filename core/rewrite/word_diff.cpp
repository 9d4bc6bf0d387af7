// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/word_diff.h"

#include "core/rewrite/words.h"

#include <algorithm>
#include <cctype>

namespace unimo::rewrite {
namespace {

/// Longer texts are compared in their first so many words: the table below grows by the square.
constexpr size_t kMost = 500;

struct Word
{
    store::TextSpan span; ///< without the signs around it
    std::string small;
};

bool isSign(char c)
{
    return std::ispunct(static_cast<unsigned char>(c)) != 0;
}

std::vector<Word> wordsWithPlaces(const std::string& text)
{
    std::vector<Word> words;
    for (size_t at = text.find_first_not_of(" \t\n"); at != std::string::npos;) {
        const size_t next = std::min(text.find_first_of(" \t\n", at), text.size());
        size_t begin = at;
        size_t end = next;
        while (begin + 1 < end && isSign(text[begin]))
            ++begin;
        while (end > begin + 1 && isSign(text[end - 1]))
            --end;
        words.push_back({{static_cast<int64_t>(begin), static_cast<int64_t>(end)},
                         asciiLower(text.substr(begin, end - begin))});
        at = text.find_first_not_of(" \t\n", next);
    }
    words.resize(std::min(words.size(), kMost));
    return words;
}

} // namespace

std::vector<store::TextSpan> newWords(const std::string& before, const std::string& after)
{
    const auto a = wordsWithPlaces(before);
    const auto b = wordsWithPlaces(after);
    // common[i][j]: length of the longest common run of a[i...] and b[j...].
    std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1, 0));
    for (size_t i = a.size(); i-- > 0;)
        for (size_t j = b.size(); j-- > 0;)
            common[i][j] = a[i].small == b[j].small ? common[i + 1][j + 1] + 1
                                                    : std::max(common[i + 1][j], common[i][j + 1]);
    std::vector<store::TextSpan> spans;
    bool joins = false; // the word before is new too
    const auto addNew = [&](const store::TextSpan& span) {
        if (joins)
            spans.back().end = span.end;
        else
            spans.push_back(span);
        joins = true;
    };
    size_t i = 0;
    size_t j = 0;
    while (j < b.size()) {
        if (i < a.size() && a[i].small == b[j].small) {
            joins = false;
            ++i;
            ++j;
        } else if (i < a.size() && common[i + 1][j] >= common[i][j + 1]) {
            ++i;
        } else {
            addNew(b[j++].span);
        }
    }
    return spans;
}

} // namespace unimo::rewrite
