// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unimo::data {

/// A text as the model takes it, without [CLS] and [SEP].
struct TokenText
{
    std::vector<int32_t> ids;
    std::vector<uint8_t> startsWord; ///< 1 where a unit begins: a word or a phrase
};

/// Encodes a text, cut to `maxTokens`.
[[nodiscard]] TokenText tokenText(const text::Tokenizer& tokenizer, const std::string& text,
                                  int maxTokens);
/// The same, where each of these parts of the text counts as one word.
[[nodiscard]] TokenText tokenText(const text::Tokenizer& tokenizer, const std::string& text,
                                  int maxTokens, std::span<const store::TextSpan> units);

} // namespace unimo::data
