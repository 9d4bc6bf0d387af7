// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace unimo {

/// A picture: 8-bit RGB, row after row, no padding (stride = 3 * width).
struct Image
{
    int width = 0;
    int height = 0;
    std::vector<uint8_t> rgb; ///< [height, width, 3]

    [[nodiscard]] bool empty() const { return rgb.empty(); }
    [[nodiscard]] std::span<const uint8_t> row(int y) const
    {
        return std::span(rgb).subspan(static_cast<size_t>(y) * width * 3,
                                      static_cast<size_t>(width) * 3);
    }
};

/// The longest side that is accepted; larger pictures are refused before memory is asked for.
inline constexpr int kMaxImageSide = 20'000;
/// The most pixels that are accepted (600 MB once decoded).
inline constexpr int64_t kMaxImagePixels = 200'000'000;

/// A rectangle as fractions of the picture's width and height: 0 <= x1 < x2 <= 1.
struct Box
{
    float x1 = 0;
    float y1 = 0;
    float x2 = 1;
    float y2 = 1;
    [[nodiscard]] float area() const { return (x2 - x1) * (y2 - y1); }
    friend bool operator==(const Box&, const Box&) = default;
};

/// Intersection over union of two boxes.
[[nodiscard]] float intersectionOverUnion(const Box& a, const Box& b);

/// Decodes PNG, JPEG, WebP, BMP or TIFF; alpha is laid over white; EXIF rotation is applied.
/// Hostile files give an error (the header's size is checked first), never a crash. Thread: any.
[[nodiscard]] Result<Image> loadImage(const std::filesystem::path& file);
[[nodiscard]] Result<Image> decodeImage(std::span<const std::byte> bytes, const std::string& where);
/// Encodes by the file's ending (.png, .jpg) and writes atomically. quality: JPEG 0-100.
[[nodiscard]] Status saveImage(const Image& image, const std::filesystem::path& file,
                               int quality = 92);

/// Area-averaged when shrinking, bilinear when growing.
[[nodiscard]] Image resized(const Image& image, int width, int height);
/// Resized to fit into width x height with its aspect kept (never enlarged).
[[nodiscard]] Image fitted(const Image& image, int width, int height);

} // namespace unimo
