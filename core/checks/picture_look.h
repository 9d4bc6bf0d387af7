// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <array>
#include <cstdint>

namespace unimo::checks {

/// What can be told of a picture by its pixels alone.
struct PictureLook
{
    double sharpness = 0;  ///< variance of the Laplacian of the grey picture, 256 pixels long: of
                           ///< what is blurred below about 100
    double brightness = 0; ///< mean grey, 0-1
    double contrast = 0;   ///< standard deviation of grey, 0-0.5
    /// Signs of the 64 lowest frequencies but the mean (a "perceptual hash"): few bits change when
    /// a picture is scaled, recompressed or a little brightened.
    uint64_t hash = 0;
    std::array<uint8_t, 192> small = {}; ///< the picture as [8, 8, 3], to tell hashes that collide
};

/// The picture must not be empty. Thread: any.
[[nodiscard]] PictureLook lookAt(const Image& image);

} // namespace unimo::checks
