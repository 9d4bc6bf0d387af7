// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <string>
#include <utility>
#include <vector>

namespace unimo::rewrite {

struct EditedText
{
    std::string text;
    std::vector<store::TextSpan> spans; ///< what was put in, bytes of `text`
};

/// `text` with spans exchanged for other words. The spans must not overlap; their order is free. An
/// article right before a new word follows its first letter: "a red" -> "an orange". The first
/// letter of the whole stays a capital if it was one.
[[nodiscard]] EditedText withReplaced(const std::string& text,
                                      std::vector<std::pair<store::TextSpan, std::string>> changes);

} // namespace unimo::rewrite
