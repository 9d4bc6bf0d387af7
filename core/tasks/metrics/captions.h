// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace unimo::metrics {

/// The words of one caption, as captionTokens() gives them.
using Tokens = std::vector<std::string>;

/// What was said of one picture, and what people said of it.
struct CaptionSample
{
    Tokens candidate;
    std::vector<Tokens> references;
};

} // namespace unimo::metrics
