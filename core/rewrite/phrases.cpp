// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/phrases.h"

#include <algorithm>

namespace unimo::rewrite {
namespace {

bool isCapital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isOfWord(char c)
{
    return isCapital(c) || (c >= 'a' && c <= 'z') || c == '\'' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Runs of two or more capitalised words with single spaces between them. The first word of a text
/// has its capital anyway: it counts only where the one after it has one, too.
std::vector<store::TextSpan> namesIn(const std::string& text)
{
    std::vector<store::TextSpan> names;
    store::TextSpan run{0, 0};
    int words = 0;
    const auto close = [&] {
        if (words > 1)
            names.push_back(run);
        words = 0;
    };
    for (size_t i = 0; i < text.size();) {
        if (!isOfWord(text[i])) {
            if (text[i] != ' ' || (i > 0 && text[i - 1] == ' '))
                close();
            ++i;
            continue;
        }
        const size_t begin = i;
        while (i < text.size() && isOfWord(text[i]))
            ++i;
        if (!isCapital(text[begin]) || i - begin == 1) { // "A", "I": no part of a name
            close();
            continue;
        }
        if (words++ == 0)
            run.begin = static_cast<int64_t>(begin);
        run.end = static_cast<int64_t>(i);
    }
    close();
    return names;
}

} // namespace

std::vector<store::TextSpan> phrasesOf(const std::string& caption,
                                       const std::optional<SceneGraph>& graph)
{
    std::vector<store::TextSpan> found = namesIn(caption);
    if (graph)
        for (const GraphObject& object : graph->objects) {
            store::TextSpan phrase = object.noun;
            for (const store::TextSpan& attribute : object.attributes)
                phrase.begin = std::min(phrase.begin, attribute.begin);
            if (graph->text(phrase).find(' ') != std::string::npos)
                found.push_back(phrase);
        }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<store::TextSpan> apart;
    for (const store::TextSpan& span : found)
        if (apart.empty() || span.begin >= apart.back().end)
            apart.push_back(span);
    return apart;
}

} // namespace unimo::rewrite
