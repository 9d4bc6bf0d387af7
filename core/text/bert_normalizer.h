// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <string>
#include <string_view>
#include <vector>

namespace unimo::text {

/// The flags of Hugging Face's BertNormalizer.
struct BertNormalizer
{
    bool cleanText = true; ///< drop controls, turn every white space into ' '
    bool spaceIdeographs = true;
    bool stripAccents = true; ///< canonical decomposition, then no non-spacing marks
    bool lowercase = true;

    friend bool operator==(const BertNormalizer&, const BertNormalizer&) = default;
};

struct NormalizedText
{
    std::string text;
    std::vector<Offset> source; ///< for each byte of `text`, the source bytes of its character
};

/// Normalises valid UTF-8; `base` is added to every offset.
[[nodiscard]] NormalizedText normalize(const BertNormalizer& normalizer, std::string_view text,
                                       int32_t base = 0);

} // namespace unimo::text
