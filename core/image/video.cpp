// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/video.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <algorithm>
#include <filesystem>

namespace unimo {
namespace fs = std::filesystem;
namespace {

constexpr const char* kDevices = "/dev";
constexpr const char* kDevice = "video"; ///< and a number
constexpr double kFastest = 120;         ///< pictures a second: a file's head may say anything

bool isDevice(const std::string& source)
{
    return source.starts_with(std::string(kDevices) + "/" + kDevice);
}

} // namespace

struct VideoSource::Implementation
{
    std::string source;
    cv::VideoCapture capture;
};

VideoSource::VideoSource(std::unique_ptr<Implementation> implementation)
    : d_(std::move(implementation))
{
}
VideoSource::~VideoSource() = default;

Result<std::unique_ptr<VideoSource>> VideoSource::open(const std::string& source)
{
    std::error_code code;
    if (!fs::exists(source, code))
        return Error{ErrorKind::Io, isDevice(source) ? "there is no such camera" : "is not there",
                     source, isDevice(source) ? "plug it in, or take another one" : ""};
    try {
        auto data = std::make_unique<Implementation>();
        data->source = source;
        if (isDevice(source))
            data->capture.open(source, cv::CAP_V4L2);
        else // no streams of the network and no patterns of names: this one file
            data->capture.open(fs::absolute(source).string(), cv::CAP_FFMPEG);
        if (!data->capture.isOpened())
            return Error{ErrorKind::Io,
                         isDevice(source) ? "the camera cannot be opened"
                                          : "is no video that can be read",
                         source,
                         isDevice(source) ? "another program may use it, or you may not (group "
                                            "video)"
                                          : ""};
        return std::unique_ptr<VideoSource>(new VideoSource(std::move(data)));
    } catch (const cv::Exception& exception) {
        return Error{ErrorKind::Io, exception.what(), source, {}};
    }
}

Result<Image> VideoSource::next()
{
    try {
        cv::Mat pixels;
        if (!d_->capture.read(pixels) || pixels.empty())
            return Error{ErrorKind::Io,
                         isDevice(d_->source) ? "the camera gives no picture" : "the video ended",
                         d_->source,
                         {}};
        if (pixels.type() != CV_8UC3 || pixels.cols > kMaxImageSide || pixels.rows > kMaxImageSide)
            return Error{ErrorKind::Io,
                         "gives pictures of " + std::to_string(pixels.cols) + " x " +
                             std::to_string(pixels.rows) + " pixels in a form that is not known",
                         d_->source,
                         {}};
        Image image{pixels.cols, pixels.rows, {}};
        image.rgb.resize(static_cast<size_t>(pixels.cols) * static_cast<size_t>(pixels.rows) * 3);
        cv::Mat rgb(pixels.rows, pixels.cols, CV_8UC3, image.rgb.data());
        cv::cvtColor(pixels, rgb, cv::COLOR_BGR2RGB);
        return image;
    } catch (const cv::Exception& exception) {
        return Error{ErrorKind::Io, exception.what(), d_->source, {}};
    }
}

double VideoSource::picturesPerSecond() const
{
    if (isDevice(d_->source))
        return 0;
    const double rate = d_->capture.get(cv::CAP_PROP_FPS);
    return rate > 0 ? std::min(rate, kFastest) : 25;
}

std::vector<std::string> cameras()
{
    std::vector<std::string> found;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(kDevices, code))
        if (isDevice(entry.path().string()))
            found.push_back(entry.path().string());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace unimo
