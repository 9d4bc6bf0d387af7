// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <span>

namespace unimo::vision {

/// A crop's colours in a grid of 4 x 4: what the network's pooling throws away.
inline constexpr int kLayoutSide = 4;
inline constexpr int kLayoutNumbers = kLayoutSide * kLayoutSide * 3;

/// The part of the picture under the box, a tenth larger on each side where the picture goes on,
/// stretched to side x side. `pixels` [side, side, 3] takes RGB of 0-255. Boxes are clamped to the
/// picture; at least one pixel is taken. Thread: any.
void cutCrop(const Image& image, const Box& box, int side, std::span<float> pixels);

/// The mean colours of a crop's sixteen parts, 0-1: `layout` [4, 4, 3]. side must be a multiple
/// of 4.
void colourLayout(std::span<const float> pixels, int side, std::span<float> layout);

} // namespace unimo::vision
