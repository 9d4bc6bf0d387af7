// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <array>

#include "datasets/demo/backgrounds.h"
#include "datasets/demo/scene.h"
#include "datasets/demo/wardrobe.h"

namespace unimo::datasets {

/// The longest sides that things are drawn at, pixels: few, so that a sprite is made once.
inline constexpr std::array<int, 7> kSizes = {40, 46, 54, 64, 76, 90, 106};

/// Gives every object of the scene its place: inside the picture, in its group's zone, hardly
/// overlapping, and so that the scene's relation holds. The groups' objects have their pictures,
/// the background and crop are chosen. False when no room was found.
[[nodiscard]] bool layOut(Scene& scene, const Background& background, const Wardrobe& wardrobe,
                          Random& random);

} // namespace unimo::datasets
