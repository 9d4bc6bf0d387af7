// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <cstdint>
#include <optional>
#include <string>

namespace unimo::datasets {

/// A painted background and how high its horizon lies (fraction from the top; 0: seen from above,
/// 1: all sky).
struct Painting
{
    Image image;
    float horizon = 0;
};

/// Paints one variant of a kind (field, beach, snow, desert, sea, sky, room, table, paper,
/// planks); nothing for an unknown kind. The same seed paints the same picture. Thread: any.
[[nodiscard]] std::optional<Painting> paint(const std::string& kind, uint64_t seed, int width,
                                            int height);

} // namespace unimo::datasets
