// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace unimo::datasets {

/// A picture of one thing with its background cut away: 8-bit RGBA, straight alpha, row after row.
struct Cutout
{
    int width = 0;
    int height = 0;
    std::vector<uint8_t> rgba; ///< [height, width, 4]
    bool mirrors = true;       ///< false: has writing or a side, must not be mirrored
};

/// No cut-out is kept larger than this, pixels.
inline constexpr int kCutoutSide = 144;

/// Decodes a PNG with an alpha channel, trims it to what is opaque and shrinks it to kCutoutSide.
/// Pictures without a transparent background are refused. Thread: any.
[[nodiscard]] Result<Cutout> decodeCutout(std::span<const std::byte> png, const std::string& where);

/// A Tux Paint stamp by its path without ending; its .dat file is honoured (nomirror).
[[nodiscard]] Result<Cutout> loadStamp(const std::filesystem::path& stamp);

/// Cuts `rgba` (straight alpha) down to its opaque part and to kCutoutSide.
[[nodiscard]] Result<Cutout> trimmedCutout(int width, int height, std::span<const uint8_t> rgba,
                                           const std::string& where);

} // namespace unimo::datasets
