// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/image/image.h"

#include <array>
#include <vector>

namespace unimo::vision {

/// A picture of plain discs and rectangles on a soft, noisy background, and their boxes.
struct Scene
{
    Image image;
    std::vector<Box> boxes;
};

inline Scene drawScene(uint64_t seed)
{
    constexpr int kSide = 200;
    constexpr std::array<std::array<uint8_t, 3>, 3> kColours = {
        {{210, 40, 30}, {30, 60, 200}, {240, 210, 40}}};
    Random random(seed);
    Scene scene{{kSide, kSide, std::vector<uint8_t>(size_t{3} * kSide * kSide)}, {}};
    const auto pixel = [&](int x, int y) {
        return scene.image.rgb.data() +
               (static_cast<size_t>(y) * kSide + static_cast<size_t>(x)) * 3;
    };
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            for (int c = 0; c < 3; ++c)
                pixel(x, y)[c] = static_cast<uint8_t>(110 + 20 * c + y / 6 + random.between(-6, 6));
    for (size_t i = 0; i < kColours.size(); ++i) { // one a quarter, so that none hides another
        const auto size = static_cast<int>(random.between(40, 80));
        const auto left = static_cast<int>((i % 2) * 100 + random.between(4, 96 - size));
        const auto top = static_cast<int>((i / 2) * 100 + random.between(4, 96 - size));
        const bool disc = random.chance(0.5);
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                const int dx = 2 * x + 1 - size;
                const int dy = 2 * y + 1 - size;
                if (!disc || dx * dx + dy * dy <= size * size)
                    std::copy(kColours[i].begin(), kColours[i].end(), pixel(left + x, top + y));
            }
        }
        const auto part = [](int at) { return static_cast<float>(at) / kSide; };
        scene.boxes.push_back({part(left), part(top), part(left + size), part(top + size)});
    }
    return scene;
}

} // namespace unimo::vision
