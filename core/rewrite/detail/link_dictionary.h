// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <link-grammar/link-includes.h>

#include <string>
#include <vector>

namespace unimo::rewrite {

/// link-grammar's English dictionary, or null when it is not installed. One a process: it takes 40
/// MB. Thread: any.
[[nodiscard]] Dictionary linkDictionary();

/// One use of a word.
struct WordUse
{
    std::string kind;  ///< "n", "v-d", ...; empty: the dictionary names none
    std::string links; ///< all that it can be linked to, in link-grammar's notation

    [[nodiscard]] bool isNoun() const;
    friend bool operator==(const WordUse&, const WordUse&) = default;
};

/// What the dictionary says of a lower-case word; empty where it does not have it. Thread: any.
[[nodiscard]] std::vector<WordUse> usesOf(const std::string& word);

} // namespace unimo::rewrite
