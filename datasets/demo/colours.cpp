// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/colours.h"

#include <algorithm>

namespace unimo::datasets {

const std::string& word(Colour colour)
{
    static const std::array<std::string, kColourCount> words = {"red",  "orange", "yellow", "green",
                                                                "blue", "purple", "pink"};
    return words[static_cast<size_t>(colour)];
}

namespace {

/// Hue in degrees, saturation and value in [0, 1].
struct Hsv
{
    float hue = 0;
    float saturation = 0;
    float value = 0;
};

Hsv toHsv(Rgb pixel)
{
    const float r = pixel.red / 255.0F;
    const float g = pixel.green / 255.0F;
    const float b = pixel.blue / 255.0F;
    const float high = std::max({r, g, b});
    const float range = high - std::min({r, g, b});
    Hsv hsv{0, high > 0 ? range / high : 0, high};
    if (range <= 0)
        return hsv;
    if (high == r)
        hsv.hue = 60 * (g - b) / range;
    else if (high == g)
        hsv.hue = 120 + 60 * (b - r) / range;
    else
        hsv.hue = 240 + 60 * (r - g) / range;
    if (hsv.hue < 0)
        hsv.hue += 360;
    return hsv;
}

} // namespace

std::optional<Colour> colourOf(Rgb pixel)
{
    const auto [hue, saturation, value] = toHsv(pixel);
    if (saturation < 0.22F || value < 0.2F)
        return std::nullopt;
    const auto within = [h = hue](float low, float high) { return h >= low && h <= high; };
    const bool pale = saturation < 0.58F && value > 0.75F;
    if (within(300, 344) || (pale && (within(345, 360) || within(0, 8))))
        return value > 0.45F ? std::optional(Colour::Pink) : std::nullopt;
    if (within(346, 360) || within(0, 13))
        return Colour::Red;
    if (within(17, 39))
        return value > 0.78F && saturation > 0.6F ? std::optional(Colour::Orange) : std::nullopt;
    if (within(44, 64))
        return value > 0.6F ? std::optional(Colour::Yellow) : std::nullopt;
    if (within(80, 165))
        return Colour::Green;
    if (within(190, 245))
        return Colour::Blue;
    if (within(258, 294))
        return Colour::Purple;
    return std::nullopt;
}

} // namespace unimo::datasets
