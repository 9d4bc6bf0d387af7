// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/edited_text.h"

#include <algorithm>
#include <cctype>

namespace unimo::rewrite {
namespace {

/// Makes an article at the end of `text` ("... a ") fit a word that begins with this letter.
void fitArticle(std::string& text, char letter)
{
    const bool vowel = std::string("aeiouAEIOU").find(letter) != std::string::npos;
    const auto endsWith = [&](const std::string& article) {
        if (!text.ends_with(article))
            return false;
        const size_t before = text.size() - article.size();
        return before == 0 || text[before - 1] == ' ';
    };
    if (vowel && (endsWith("a ") || endsWith("A ")))
        text.replace(text.size() - 1, 1, "n ");
    else if (!vowel && (endsWith("an ") || endsWith("An ")))
        text.erase(text.size() - 2, 1);
}

} // namespace

EditedText withReplaced(const std::string& text,
                        std::vector<std::pair<store::TextSpan, std::string>> changes)
{
    std::sort(changes.begin(), changes.end(),
              [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
    EditedText edited;
    size_t at = 0;
    for (auto& [span, words] : changes) {
        const auto begin = static_cast<size_t>(span.begin);
        edited.text += text.substr(at, begin - at);
        if (!words.empty())
            fitArticle(edited.text, words.front());
        if (begin == 0 && !words.empty() && std::isupper(static_cast<unsigned char>(text[0])))
            words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
        const auto start = static_cast<int64_t>(edited.text.size());
        edited.text += words;
        edited.spans.push_back({start, static_cast<int64_t>(edited.text.size())});
        at = static_cast<size_t>(span.end);
    }
    edited.text += text.substr(at);
    return edited;
}

} // namespace unimo::rewrite
