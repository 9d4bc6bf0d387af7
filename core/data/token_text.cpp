// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/token_text.h"

#include <algorithm>

namespace unimo::data {

TokenText tokenText(const text::Tokenizer& tokenizer, const std::string& text, int maxTokens)
{
    text::Encoding encoding = tokenizer.encode(text);
    const size_t count = std::min(encoding.ids.size(), static_cast<size_t>(maxTokens));
    encoding.ids.resize(count);
    encoding.starts.resize(count);
    return {std::move(encoding.ids), std::move(encoding.starts)};
}

} // namespace unimo::data
