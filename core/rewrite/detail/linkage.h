// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <string>
#include <tuple>
#include <vector>

namespace unimo::rewrite {

/// One way to read a sentence, as link-grammar gives it: words, and typed links between them.
struct Linkage
{
    struct Word
    {
        std::string kind;     ///< what follows the dot in "dog.n"; empty: none
        std::string surface;  ///< lower-case
        store::TextSpan span; ///< bytes of the sentence
    };
    struct Link
    {
        std::string label; ///< "Dmcn", "Pp", ...
        size_t left = 0;
        size_t right = 0;
        friend bool operator<(const Link& a, const Link& b)
        {
            return std::tie(a.label, a.left, a.right) < std::tie(b.label, b.left, b.right);
        }
    };
    std::vector<Word> words;
    std::vector<Link> links;
};

} // namespace unimo::rewrite
