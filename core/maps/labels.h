// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/maps/layout.h"

#include <span>
#include <string>
#include <vector>

namespace unimo::maps {

struct Label
{
    Point place; ///< the top of the hill
    std::string text;
    int captions = 0; ///< of the hill
};

/// What the captions of each hill of a map are about, the largest hill first: the two words that
/// tell them best from all others (TF-IDF), none for a hill without such words. A caption belongs
/// to the hill that the way up from it leads to.
[[nodiscard]] std::vector<Label> labelsOf(std::span<const Point> places,
                                          std::span<const std::string> captions);

} // namespace unimo::maps
