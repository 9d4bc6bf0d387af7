// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/recolour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unimo::datasets {

namespace {

constexpr uint8_t kOpaque = 128;
constexpr double kClearShare = 0.5;      ///< of the opaque pixels must have the word
constexpr double kSecondShare = 0.35;    ///< of the first word's pixels at most have another word
constexpr float kOriginalKept = 0.12F;   ///< of the first colours, so that details stay visible
constexpr float kLightnessSpread = 0.9F; ///< of the ramp that the picture's own contrast fills
constexpr float kLeastContrast = 0.45F;  ///< flat pictures are not stretched further than this

struct Ramp
{
    Rgb dark;
    Rgb middle;
    Rgb light;
};

constexpr std::array<Ramp, kColourCount> kRamps = {{
    {{40, 0, 4}, {216, 30, 34}, {255, 140, 125}},
    {{70, 25, 0}, {250, 128, 18}, {255, 196, 120}},
    {{96, 74, 0}, {248, 214, 24}, {255, 246, 170}},
    {{0, 36, 8}, {46, 164, 58}, {168, 236, 160}},
    {{2, 8, 56}, {40, 94, 222}, {150, 196, 255}},
    {{26, 2, 48}, {132, 48, 192}, {212, 164, 246}},
    {{84, 8, 50}, {246, 104, 176}, {255, 206, 232}},
}};

float lightness(const uint8_t* pixel)
{
    return (0.299F * pixel[0] + 0.587F * pixel[1] + 0.114F * pixel[2]) / 255.0F;
}

/// The middle and the spread of the lightness of what is opaque.
struct LightnessRange
{
    float median = 0.5F;
    float spread = 1.0F;
};

LightnessRange rangeOf(const Cutout& cutout)
{
    std::vector<float> values;
    for (size_t i = 0; i < cutout.rgba.size(); i += 4)
        if (cutout.rgba[i + 3] >= kOpaque)
            values.push_back(lightness(&cutout.rgba[i]));
    if (values.empty())
        return {};
    const auto at = [&](double q) {
        const auto place = values.begin() + static_cast<ptrdiff_t>(q * (values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    return {at(0.5), std::max(at(0.95) - at(0.05), kLeastContrast)};
}

float mix(float a, float b, float t)
{
    return a + (b - a) * t;
}

/// t: 0 dark, 0.5 the colour itself, 1 light.
std::array<float, 3> rampColour(const Ramp& ramp, float t)
{
    const bool shade = t < 0.5F;
    const Rgb& from = shade ? ramp.dark : ramp.middle;
    const Rgb& to = shade ? ramp.middle : ramp.light;
    const float part = shade ? std::pow(t / 0.5F, 0.75F) : (t - 0.5F) / 0.5F;
    return {mix(from.red, to.red, part), mix(from.green, to.green, part),
            mix(from.blue, to.blue, part)};
}

} // namespace

std::optional<Colour> measuredColour(const Cutout& cutout)
{
    std::array<int64_t, kColourCount> votes{};
    int64_t opaque = 0;
    for (size_t i = 0; i < cutout.rgba.size(); i += 4) {
        if (cutout.rgba[i + 3] < kOpaque)
            continue;
        ++opaque;
        const Rgb pixel{cutout.rgba[i], cutout.rgba[i + 1], cutout.rgba[i + 2]};
        if (const auto colour = colourOf(pixel))
            ++votes[static_cast<size_t>(*colour)];
    }
    const auto first = std::max_element(votes.begin(), votes.end());
    const int64_t most = *first;
    int64_t second = 0;
    for (auto vote = votes.begin(); vote != votes.end(); ++vote)
        if (vote != first)
            second = std::max(second, *vote);
    if (opaque == 0 || most < kClearShare * opaque || second > kSecondShare * most)
        return std::nullopt;
    return static_cast<Colour>(first - votes.begin());
}

Cutout recoloured(const Cutout& cutout, Colour colour)
{
    const Ramp& ramp = kRamps[static_cast<size_t>(colour)];
    const auto [median, spread] = rangeOf(cutout);
    Cutout result = cutout;
    std::array<std::array<float, 3>, 256> tints;
    for (size_t level = 0; level < tints.size(); ++level)
        tints[level] = rampColour(ramp, static_cast<float>(level) / 255.0F);
    for (size_t i = 0; i < result.rgba.size(); i += 4) {
        uint8_t* pixel = &result.rgba[i];
        const float t = 0.5F + kLightnessSpread * (lightness(pixel) - median) / spread;
        const auto& tint = tints[static_cast<size_t>(std::clamp(t, 0.0F, 1.0F) * 255)];
        for (size_t c = 0; c < 3; ++c)
            pixel[c] = static_cast<uint8_t>(std::lround(mix(tint[c], pixel[c], kOriginalKept)));
    }
    return result;
}

} // namespace unimo::datasets
