// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <string>

namespace unimo::detail {

enum class ImageFormat { Png, Jpeg, WebP, Bmp, Tiff };

/// What a picture file says of itself before any pixel is decoded.
struct ImageHeader
{
    ImageFormat format = ImageFormat::Png;
    int width = 0; ///< pixels as stored, before EXIF rotation
    int height = 0;
    bool alpha = false;
};

/// Reads and checks the header: sizes within kMaxImageSide and kMaxImagePixels, and the file not
/// visibly cut short. Everything read is bounds checked. `where` is named in the error.
[[nodiscard]] Result<ImageHeader> readImageHeader(std::span<const std::byte> bytes,
                                                  const std::string& where);

} // namespace unimo::detail
