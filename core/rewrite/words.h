// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace unimo::rewrite {

/// The words of a text as TF-IDF counts them: runs of two or more letters, digits and underscores,
/// lower-case; scikit-learn's default token pattern (?u)\b\w\w+\b. Bytes that are not UTF-8 part
/// words.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view text);

/// The words with one space between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

/// With the letters A-Z made small; other bytes stay.
[[nodiscard]] std::string asciiLower(std::string text);

/// Whether a fixed list of lower-case words holds this one.
template <size_t n>
[[nodiscard]] bool isOneOf(const std::array<std::string_view, n>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// All words that the captions of each picture hold.
using SampleWords = std::unordered_map<store::SampleId, std::unordered_set<std::string>>;
[[nodiscard]] SampleWords wordsOfSamples(const std::vector<store::Caption>& captions);

} // namespace unimo::rewrite
