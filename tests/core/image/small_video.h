// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/videoio.hpp>

#include <filesystem>
#include <stdexcept>

namespace unimo::tests {

/// A video of 64 x 48 pixels, 10 pictures a second; picture i is RGB (100 i, 0, 0).
inline void writeSmallVideo(const std::filesystem::path& file, int pictures)
{
    cv::VideoWriter writer(file.string(), cv::CAP_OPENCV_MJPEG,
                           cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 10, cv::Size(64, 48));
    if (!writer.isOpened())
        throw std::runtime_error("the video cannot be written");
    for (int i = 0; i < pictures; ++i)
        writer.write(cv::Mat(48, 64, CV_8UC3, cv::Scalar(0, 0, std::min(100 * i, 255))));
}

} // namespace unimo::tests
