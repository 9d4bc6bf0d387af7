// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/detail/capture.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <memory>

namespace unimo::detail {
namespace {

class OpenCvCapture : public Capture
{
public:
    OpenCvCapture(const char* source, bool isDevice)
        // No streams of the network and no patterns of names: this camera, this file.
        : capture_(source, isDevice ? cv::CAP_V4L2 : cv::CAP_FFMPEG)
    {
    }
    [[nodiscard]] bool isOpen() const { return capture_.isOpened(); }

    bool read(Image& image, std::string& problem) override
    try {
        cv::Mat pixels;
        if (!capture_.read(pixels) || pixels.empty())
            return false;
        if (pixels.type() != CV_8UC3 || pixels.cols > kMaxImageSide ||
            pixels.rows > kMaxImageSide) {
            problem = "gives pictures of " + std::to_string(pixels.cols) + " x " +
                      std::to_string(pixels.rows) + " pixels in a form that is not known";
            return false;
        }
        image = {pixels.cols, pixels.rows, {}};
        image.rgb.resize(static_cast<size_t>(pixels.cols) * static_cast<size_t>(pixels.rows) * 3);
        cv::Mat rgb(pixels.rows, pixels.cols, CV_8UC3, image.rgb.data());
        cv::cvtColor(pixels, rgb, cv::COLOR_BGR2RGB);
        return true;
    } catch (const std::exception& exception) {
        problem = exception.what();
        return false;
    }

    [[nodiscard]] double picturesPerSecond() const override
    {
        return capture_.get(cv::CAP_PROP_FPS);
    }

private:
    cv::VideoCapture capture_;
};

} // namespace
} // namespace unimo::detail

extern "C" unimo::detail::Capture* unimo_open_capture(const char* source, bool isDevice,
                                                      std::string* problem)
{
    try {
        auto capture = std::make_unique<unimo::detail::OpenCvCapture>(source, isDevice);
        return capture->isOpen() ? capture.release() : nullptr;
    } catch (const std::exception& exception) {
        *problem = exception.what();
        return nullptr;
    }
}
