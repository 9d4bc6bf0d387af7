// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/metrics/captions.h"

#include <string_view>

namespace unimo::metrics {

/// Cuts a caption into words as pycocoevalcap's PTBTokenizer does (Stanford's PTBTokenizer with
/// -lowerCase, then punctuation removed), which is the input every caption metric expects.
///
/// Covered: ASCII lower case; words with inner hyphens, apostrophes, full stops and slashes;
/// numbers ("1,000", "10:30", "3.5", "-5"); clitics ("do n't", "dog 's", "can not", "gon na");
/// single letters and common abbreviations keep their full stop ("u.s.", "dr."); brackets become
/// "-lrb-" and the like; symbols stand alone; curly quotes and dashes count as plain ones.
/// Not covered: smileys, tags, web addresses, letters outside ASCII (kept as they are), "at&t".
[[nodiscard]] Tokens captionTokens(std::string_view caption);

} // namespace unimo::metrics
