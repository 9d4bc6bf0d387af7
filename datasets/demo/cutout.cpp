// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/cutout.h"

#include "core/base/files.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <sstream>

namespace unimo::datasets {

namespace {

constexpr uint64_t kMaxFileBytes = 32 << 20;
constexpr uint32_t kMaxSide = 8192;
constexpr size_t kHeaderBytes = 24; // signature, IHDR's length and name, width, height
constexpr uint8_t kOpaque = 96;

uint32_t bigEndian(std::span<const std::byte> bytes)
{
    uint32_t value = 0;
    for (const std::byte byte : bytes.first(4))
        value = value << 8 | std::to_integer<uint32_t>(byte);
    return value;
}

/// The header's sides are checked before a decoder asks for memory.
Status checkHeader(std::span<const std::byte> png, const std::string& where)
{
    if (png.size() < kHeaderBytes || bigEndian(png) != 0x89504E47)
        return Error{ErrorKind::Data, "not a PNG", where, {}};
    const uint32_t width = bigEndian(png.subspan(16));
    const uint32_t height = bigEndian(png.subspan(20));
    if (width < 1 || height < 1 || width > kMaxSide || height > kMaxSide)
        return Error{ErrorKind::Data,
                     "a side of " + std::to_string(std::max(width, height)) +
                         " pixels; allowed is 1 to " + std::to_string(kMaxSide),
                     where,
                     {}};
    return {};
}

cv::Rect opaqueBounds(const cv::Mat& rgba)
{
    cv::Mat alpha;
    cv::extractChannel(rgba, alpha, 3);
    return cv::boundingRect(alpha >= kOpaque);
}

/// Shrinks with colours weighted by alpha, so that no fringe of the hidden background shows.
cv::Mat shrunk(const cv::Mat& rgba, cv::Size size)
{
    cv::Mat weighted;
    rgba.convertTo(weighted, CV_32FC4);
    weighted.forEach<cv::Vec4f>([](cv::Vec4f& p, const int*) {
        for (int c = 0; c < 3; ++c)
            p[c] *= p[3] / 255.0F;
    });
    cv::resize(weighted, weighted, size, 0, 0, cv::INTER_AREA);
    weighted.forEach<cv::Vec4f>([](cv::Vec4f& p, const int*) {
        for (int c = 0; c < 3 && p[3] > 0; ++c)
            p[c] *= 255.0F / p[3];
    });
    cv::Mat result;
    weighted.convertTo(result, CV_8UC4);
    return result;
}

bool hasFlag(const std::filesystem::path& dat, const std::string& flag)
{
    const auto text = readFile(dat, 4096);
    if (!text)
        return false;
    std::istringstream words(*text);
    for (std::string word; words >> word;)
        if (word == flag)
            return true;
    return false;
}

} // namespace

Result<Cutout> trimmedCutout(int width, int height, std::span<const uint8_t> rgba,
                             const std::string& where)
{
    if (width < 1 || height < 1 || rgba.size() != size_t{4} * width * height)
        return Error{ErrorKind::Data, "the picture is empty", where, {}};
    const cv::Mat whole(height, width, CV_8UC4, const_cast<uint8_t*>(rgba.data()));
    const cv::Rect bounds = opaqueBounds(whole);
    if (bounds.width < 8 || bounds.height < 8)
        return Error{ErrorKind::Data, "the picture is empty", where, {}};
    cv::Mat part = whole(bounds).clone();
    const double scale = static_cast<double>(kCutoutSide) / std::max(part.cols, part.rows);
    if (scale < 1)
        part = shrunk(part, {std::max(1, cvRound(part.cols * scale)),
                             std::max(1, cvRound(part.rows * scale))});
    return Cutout{part.cols, part.rows, {part.datastart, part.dataend}, true};
}

Result<Cutout> decodeCutout(std::span<const std::byte> png, const std::string& where)
{
    if (const Status status = checkHeader(png, where); !status)
        return status.error();
    const cv::Mat bytes(1, static_cast<int>(png.size()), CV_8U, const_cast<std::byte*>(png.data()));
    cv::Mat picture;
    try {
        picture = cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception&) {
        picture.release();
    }
    if (picture.empty() || picture.depth() != CV_8U)
        return Error{ErrorKind::Data, "the PNG cannot be decoded", where, {}};
    if (picture.channels() != 4)
        return Error{ErrorKind::Data, "the picture has no transparent background", where, {}};
    cv::cvtColor(picture, picture, cv::COLOR_BGRA2RGBA);
    return trimmedCutout(picture.cols, picture.rows, {picture.data, picture.total() * 4}, where);
}

Result<Cutout> loadStamp(const std::filesystem::path& stamp)
{
    const std::filesystem::path file = stamp.string() + ".png";
    const auto bytes = readFile(file, kMaxFileBytes);
    if (!bytes)
        return bytes.error();
    auto cutout = decodeCutout(std::as_bytes(std::span(*bytes)), file);
    if (cutout)
        cutout->mirrors = !hasFlag(stamp.string() + ".dat", "nomirror");
    return cutout;
}

} // namespace unimo::datasets
