// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace unimo::data {

/// A text as the model takes it, without [CLS] and [SEP].
struct TokenText
{
    std::vector<int32_t> ids;
    std::vector<uint8_t> startsWord;
};

/// Encodes a text, cut to `maxTokens`.
[[nodiscard]] TokenText tokenText(const text::Tokenizer& tokenizer, const std::string& text,
                                  int maxTokens);

} // namespace unimo::data
