// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "datasets/demo/sprites.h"

namespace unimo::datasets {

/// A drawn scene: 8-bit BGR as OpenCV's encoders take it, and the tight boxes of its objects in
/// the order of groups and objects.
struct Drawing
{
    std::vector<uint8_t> bgr; ///< [kSceneSide, kSceneSide, 3]
    std::vector<PixelBox> boxes;
};

/// Thread: any.
[[nodiscard]] Drawing draw(const Scene& scene, const Background& background,
                           const SpriteSet& sprites);

/// One cut-out alone in the middle of a background, as large as it may be.
[[nodiscard]] Drawing drawAlone(const Cutout& cutout, const Background& background);

/// JPEG, quality 92.
[[nodiscard]] std::vector<uint8_t> encodeJpeg(const Drawing& drawing);

} // namespace unimo::datasets
