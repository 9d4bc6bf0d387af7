// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/image/detail/header.h"
#include "core/image/image.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace unimo {
namespace {

constexpr uint64_t kMaxFileBytes = uint64_t{1} << 30;

/// 8 bits a channel: 16-bit pictures keep their high byte.
cv::Mat asBytes(const cv::Mat& pixels)
{
    if (pixels.depth() == CV_8U)
        return pixels;
    cv::Mat bytes;
    pixels.convertTo(bytes, CV_8U, 1.0 / 257.0);
    return bytes;
}

/// Lays [blue, green, red, alpha] over white.
cv::Mat overWhite(const cv::Mat& bgra)
{
    cv::Mat bgr(bgra.rows, bgra.cols, CV_8UC3);
    for (int y = 0; y < bgra.rows; ++y) {
        const auto* from = bgra.ptr<cv::Vec4b>(y);
        auto* to = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgra.cols; ++x) {
            const int alpha = from[x][3];
            for (int c = 0; c < 3; ++c)
                to[x][c] =
                    static_cast<uchar>((from[x][c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
    return bgr;
}

Image toImage(const cv::Mat& decoded)
{
    const cv::Mat bgr = decoded.channels() == 4 ? overWhite(asBytes(decoded)) : asBytes(decoded);
    Image image{bgr.cols, bgr.rows, std::vector<uint8_t>(bgr.total() * 3)};
    cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, image.rgb.data());
    cv::cvtColor(bgr, rgb, bgr.channels() == 1 ? cv::COLOR_GRAY2RGB : cv::COLOR_BGR2RGB);
    return image;
}

} // namespace

Result<Image> decodeImage(std::span<const std::byte> bytes, const std::string& where)
{
    const auto header = detail::readImageHeader(bytes, where);
    if (!header)
        return header.error();
    const Error damaged{ErrorKind::Data, "the picture is damaged and cannot be decoded", where, {}};
    if (bytes.size() > kMaxFileBytes)
        return Error{ErrorKind::Data, "the picture file is larger than 1 GiB", where, {}};
    const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8U,
                          const_cast<std::byte*>(bytes.data()));
    try {
        // OpenCV keeps alpha only in the mode that leaves EXIF rotation out.
        const cv::Mat pixels =
            cv::imdecode(encoded, header->alpha ? cv::IMREAD_UNCHANGED : cv::IMREAD_COLOR);
        const bool asAnnounced =
            (pixels.cols == header->width && pixels.rows == header->height) ||
            (pixels.cols == header->height && pixels.rows == header->width); // turned by EXIF
        if (pixels.empty() || !asAnnounced || pixels.depth() > CV_16U || pixels.channels() == 2)
            return damaged;
        return toImage(pixels);
    } catch (const cv::Exception&) {
        return damaged;
    }
}

Result<Image> loadImage(const std::filesystem::path& file)
{
    const auto content = readFile(file, kMaxFileBytes);
    if (!content)
        return content.error();
    return decodeImage(std::as_bytes(std::span(*content)), file.string());
}

} // namespace unimo
