// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/detail/header.h"

#include "core/image/image.h"

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace unimo::detail {
namespace {

/// Bounds-checked numbers out of untrusted bytes; what lies outside reads as 0 and fails() stays.
class Bytes
{
public:
    explicit Bytes(std::span<const std::byte> bytes) : bytes_(bytes) {}

    [[nodiscard]] size_t size() const { return bytes_.size(); }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] uint32_t big(size_t at, int count) { return number(at, count, true); }
    [[nodiscard]] uint32_t little(size_t at, int count) { return number(at, count, false); }
    [[nodiscard]] uint32_t number(size_t at, int count, bool bigEndian)
    {
        if (at > size() || size() - at < static_cast<size_t>(count)) {
            failed_ = true;
            return 0;
        }
        uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            const auto place = at + static_cast<size_t>(bigEndian ? i : count - 1 - i);
            value = value << 8 | static_cast<uint32_t>(bytes_[place]);
        }
        return value;
    }
    [[nodiscard]] bool holds(size_t at, std::string_view what) const
    {
        return at <= size() && text().substr(at, what.size()) == what;
    }
    [[nodiscard]] bool holdsAfter(size_t at, std::string_view what) const
    {
        return at <= size() && text().find(what, at) != std::string_view::npos;
    }

private:
    [[nodiscard]] std::string_view text() const
    {
        return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
    }
    std::span<const std::byte> bytes_;
    bool failed_ = false;
};

/// Sizes are wide enough for any 32-bit field, so that nothing wraps before it is checked.
struct Sizes
{
    int64_t width = 0;
    int64_t height = 0;
    bool alpha = false;
    bool complete = true;
};

Sizes readPng(Bytes& in)
{
    Sizes sizes{in.big(16, 4), in.big(20, 4), false, in.holdsAfter(8, "IEND")};
    const uint32_t colourType = in.big(25, 1);
    sizes.alpha = colourType == 4 || colourType == 6;
    // A palette may carry its own transparency, in a chunk before the pixels.
    for (size_t at = 8; !in.failed() && at + 12 <= in.size() && !in.holds(at + 4, "IDAT");) {
        if (colourType == 3 && in.holds(at + 4, "tRNS"))
            sizes.alpha = true;
        at += size_t{12} + in.big(at, 4);
    }
    return sizes;
}

Sizes readJpeg(Bytes& in)
{
    Sizes sizes;
    for (size_t at = 2; !in.failed();) {
        if (in.big(at, 1) != 0xFF) {
            ++at; // stray bytes between segments, which decoders skip as well
            continue;
        }
        const uint32_t marker = in.big(at + 1, 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && sizes.width == 0) {
            sizes.height = in.big(at + 5, 2);
            sizes.width = in.big(at + 7, 2);
        }
        if (marker == 0xDA) { // pixels begin; they hold no end marker but the true one
            sizes.complete = in.holdsAfter(at, "\xFF\xD9");
            return sizes;
        }
        const bool bare = marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        at += bare ? 2 : 2 + in.big(at + 2, 2);
    }
    return sizes;
}

Sizes readWebP(Bytes& in)
{
    Sizes sizes;
    if (in.holds(12, "VP8X")) {
        sizes.width = int64_t{1} + in.little(24, 3);
        sizes.height = int64_t{1} + in.little(27, 3);
        sizes.alpha = (in.big(20, 1) & 0x10) != 0;
    } else if (in.holds(12, "VP8L")) {
        const uint32_t bits = in.little(21, 4);
        sizes.width = int64_t{1} + (bits & 0x3FFF);
        sizes.height = int64_t{1} + ((bits >> 14) & 0x3FFF);
        sizes.alpha = (bits >> 28 & 1) != 0;
    } else if (in.holds(12, "VP8 ")) {
        sizes.width = in.little(26, 2) & 0x3FFF;
        sizes.height = in.little(28, 2) & 0x3FFF;
    }
    sizes.complete = int64_t{8} + in.little(4, 4) <= static_cast<int64_t>(in.size());
    return sizes;
}

Sizes readBmp(Bytes& in)
{
    if (in.little(14, 4) == 12)
        return {in.little(18, 2), in.little(20, 2), false, true};
    const auto height = static_cast<int32_t>(in.little(22, 4)); // negative: top row first
    return {static_cast<int32_t>(in.little(18, 4)), std::llabs(height), false, true};
}

Sizes readTiff(Bytes& in)
{
    const bool big = in.holds(0, "MM");
    const auto number = [&](size_t at, int count) { return in.number(at, count, big); };
    const size_t directory = number(4, 4);
    const uint32_t entries = number(directory, 2);
    Sizes sizes;
    bool rgb = false;
    uint32_t samples = 1;
    int64_t tileWidth = 0;
    int64_t tileHeight = 0;
    for (uint32_t i = 0; i < entries && !in.failed(); ++i) {
        const size_t entry = directory + 2 + size_t{12} * i;
        const uint32_t value = number(entry + 8, number(entry + 2, 2) == 3 ? 2 : 4);
        switch (number(entry, 2)) {
        case 256:
            sizes.width = value;
            break;
        case 257:
            sizes.height = value;
            break;
        case 262:
            rgb = value == 2;
            break;
        case 277:
            samples = value;
            break;
        case 322:
            tileWidth = value;
            break;
        case 323:
            tileHeight = value;
            break;
        default:
            break;
        }
    }
    sizes.alpha = rgb && samples == 4;
    // A tile is a buffer of its own: one beyond the limits is as bad as a picture beyond them.
    if (tileWidth > kMaxImageSide || tileHeight > kMaxImageSide)
        return {tileWidth, tileHeight, false, true};
    return sizes;
}

std::optional<ImageFormat> formatOf(const Bytes& in)
{
    if (in.holds(0, "\x89PNG\r\n\x1a\n") && in.holds(12, "IHDR"))
        return ImageFormat::Png;
    if (in.holds(0, "\xFF\xD8"))
        return ImageFormat::Jpeg;
    if (in.holds(0, "RIFF") && in.holds(8, "WEBP"))
        return ImageFormat::WebP;
    if (in.holds(0, "BM"))
        return ImageFormat::Bmp;
    if (in.holds(0, std::string_view("II*\0", 4)) || in.holds(0, std::string_view("MM\0*", 4)))
        return ImageFormat::Tiff;
    return std::nullopt;
}

Sizes readSizes(ImageFormat format, Bytes& in)
{
    switch (format) {
    case ImageFormat::Png:
        return readPng(in);
    case ImageFormat::Jpeg:
        return readJpeg(in);
    case ImageFormat::WebP:
        return readWebP(in);
    case ImageFormat::Bmp:
        return readBmp(in);
    case ImageFormat::Tiff:
        return readTiff(in);
    }
    return {};
}

} // namespace

Result<ImageHeader> readImageHeader(std::span<const std::byte> bytes, const std::string& where)
{
    Bytes in(bytes);
    const auto format = formatOf(in);
    if (!format)
        return Error{ErrorKind::Data,
                     "is not a picture in a known format (allowed: PNG, JPEG, WebP, BMP, TIFF)",
                     where,
                     {}};
    const Sizes sizes = readSizes(*format, in);
    if (in.failed() || !sizes.complete)
        return Error{ErrorKind::Data, "the picture is cut short", where, {}};
    const std::string size = std::to_string(sizes.width) + "x" + std::to_string(sizes.height);
    if (sizes.width < 1 || sizes.height < 1)
        return Error{ErrorKind::Data, "the picture's size " + size + " is not possible", where, {}};
    if (sizes.width > kMaxImageSide || sizes.height > kMaxImageSide ||
        sizes.width * sizes.height > kMaxImagePixels)
        return Error{ErrorKind::Data,
                     "the picture's size " + size + " is too large (allowed: sides up to " +
                         std::to_string(kMaxImageSide) + ", " +
                         std::to_string(kMaxImagePixels / 1'000'000) + " million pixels)",
                     where,
                     {}};
    return ImageHeader{*format, static_cast<int>(sizes.width), static_cast<int>(sizes.height),
                       sizes.alpha};
}

} // namespace unimo::detail
