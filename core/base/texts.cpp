// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/texts.h"

#include <algorithm>
#include <utility>

namespace unimo::texts {
namespace {

/// "%3" at this place of a pattern -> 3; 0: there is no value.
size_t valueAt(std::string_view pattern, size_t at)
{
    return at + 1 < pattern.size() && pattern[at] == '%' && pattern[at + 1] >= '1' &&
                   pattern[at + 1] <= '9'
               ? static_cast<size_t>(pattern[at + 1] - '0')
               : 0;
}

/// The words of a pattern from a place up to its next value or its end.
std::string_view wordsFrom(std::string_view pattern, size_t at)
{
    size_t end = at;
    while (end < pattern.size() && valueAt(pattern, end) == 0)
        ++end;
    return pattern.substr(at, end - at);
}

} // namespace

std::string filled(std::string_view pattern, const std::vector<std::string>& values)
{
    std::string text;
    for (size_t at = 0; at < pattern.size();) {
        const size_t value = valueAt(pattern, at);
        const bool known = value > 0 && value <= values.size();
        if (known)
            text += values[value - 1];
        else
            text += pattern[at];
        at += known ? 2 : 1;
    }
    return text;
}

std::optional<std::vector<std::string>> valuesOf(std::string_view pattern, std::string_view text)
{
    std::vector<std::string> values;
    size_t from = 0; // of the text
    for (size_t at = 0; at < pattern.size();) {
        const size_t value = valueAt(pattern, at);
        if (value == 0) {
            const std::string_view words = wordsFrom(pattern, at);
            if (text.substr(from, words.size()) != words)
                return std::nullopt;
            from += words.size();
            at += words.size();
            continue;
        }
        at += 2;
        const std::string_view next = wordsFrom(pattern, at);
        const bool last = at + next.size() == pattern.size();
        size_t end = text.size();
        if (last && text.size() >= from + next.size())
            end = text.size() - next.size(); // the rest, but for the words behind it
        else if (!next.empty())
            end = text.find(next, from);
        if (end == std::string_view::npos || end < from)
            return std::nullopt;
        values.resize(std::max(values.size(), value));
        values[value - 1] = text.substr(from, end - from);
        from = end;
    }
    if (from != text.size())
        return std::nullopt;
    return values;
}

std::optional<Parts> partsOf(std::span<const char* const> patterns, std::string_view text)
{
    for (const char* pattern : patterns)
        if (auto values = valuesOf(pattern, text))
            return Parts{pattern, std::move(*values)};
    return std::nullopt;
}

} // namespace unimo::texts
