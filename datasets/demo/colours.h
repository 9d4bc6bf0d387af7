// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace unimo::datasets {

/// The colour words of the demo: few and far apart, so that people and pixels agree on them.
enum class Colour : uint8_t { Red, Orange, Yellow, Green, Blue, Purple, Pink };

inline constexpr int kColourCount = 7;
inline constexpr std::array<Colour, kColourCount> kColours = {
    Colour::Red,  Colour::Orange, Colour::Yellow, Colour::Green,
    Colour::Blue, Colour::Purple, Colour::Pink};

[[nodiscard]] const std::string& word(Colour colour);

/// An sRGB colour.
struct Rgb
{
    uint8_t red = 0;
    uint8_t green = 0;
    uint8_t blue = 0;
};

/// The colour word of one pixel, or nothing when it is grey, dark, brown or between two words.
[[nodiscard]] std::optional<Colour> colourOf(Rgb pixel);

} // namespace unimo::datasets
