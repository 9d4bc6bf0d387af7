// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/token_text.h"

#include <algorithm>

namespace unimo::data {

TokenText tokenText(const text::Tokenizer& tokenizer, const std::string& text, int maxTokens)
{
    return tokenText(tokenizer, text, maxTokens, {});
}

TokenText tokenText(const text::Tokenizer& tokenizer, const std::string& text, int maxTokens,
                    std::span<const store::TextSpan> units)
{
    text::Encoding encoding = tokenizer.encode(text);
    for (const store::TextSpan& unit : units) {
        bool first = true;
        for (size_t i = 0; i < encoding.ids.size(); ++i) {
            if (encoding.offsets[i].begin < unit.begin || encoding.offsets[i].end > unit.end)
                continue;
            if (!first)
                encoding.starts[i] = 0;
            first = false;
        }
    }
    const size_t count = std::min(encoding.ids.size(), static_cast<size_t>(maxTokens));
    encoding.ids.resize(count);
    encoding.starts.resize(count);
    return {std::move(encoding.ids), std::move(encoding.starts)};
}

} // namespace unimo::data
