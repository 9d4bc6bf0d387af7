// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

// Words of closed classes that carry the facts of a caption.
namespace unimo::rewrite {

[[nodiscard]] bool isColour(std::string_view word);
/// "two" to "ten".
[[nodiscard]] bool isNumber(std::string_view word);
/// The directions that a relation's words name (left, right, above, below, in front, behind), as a
/// set of bits.
[[nodiscard]] unsigned directionsOf(const std::string& words);

/// What a text says by such words.
struct Facts
{
    std::map<std::string, int> words; ///< colours and numbers, with how often they occur
    unsigned directions = 0;
    friend bool operator==(const Facts&, const Facts&) = default;
};
[[nodiscard]] Facts factsOf(const std::string& text);

} // namespace unimo::rewrite
