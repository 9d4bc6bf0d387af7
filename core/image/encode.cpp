// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/image/image.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <string_view>

namespace unimo {

Status saveImage(const Image& image, const std::filesystem::path& file, int quality)
{
    const std::string ending = file.extension().string();
    if (ending != ".png" && ending != ".jpg" && ending != ".jpeg")
        return Error{ErrorKind::Config,
                     "pictures cannot be written as \"" + ending +
                         "\" (allowed: .png, .jpg, .jpeg)",
                     file.string(),
                     {}};
    if (image.width < 1 || image.height < 1 ||
        image.rgb.size() != static_cast<size_t>(image.width) * image.height * 3)
        return Error{ErrorKind::Internal,
                     "an empty or inconsistent picture cannot be written",
                     file.string(),
                     {}};
    const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<uint8_t*>(image.rgb.data()));
    std::vector<uint8_t> encoded;
    try {
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        if (!cv::imencode(ending, bgr, encoded, {cv::IMWRITE_JPEG_QUALITY, quality}))
            return Error{ErrorKind::Internal, "the picture cannot be encoded", file.string(), {}};
    } catch (const cv::Exception& e) {
        return Error{
            ErrorKind::Internal, "the picture cannot be encoded: " + e.err, file.string(), {}};
    }
    return writeFileAtomic(file, {reinterpret_cast<const char*>(encoded.data()), encoded.size()});
}

} // namespace unimo
