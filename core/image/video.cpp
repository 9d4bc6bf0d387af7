// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/video.h"

#include "core/image/detail/capture.h"

#include <dlfcn.h>

#include <algorithm>
#include <filesystem>

namespace unimo {
namespace fs = std::filesystem;
namespace {

constexpr const char* kDevices = "/dev";
constexpr const char* kDevice = "video"; ///< and a number
constexpr double kFastest = 120;         ///< pictures a second: a file's head may say anything
constexpr double kSlowest = 10;          ///< whoever stops waits for one picture

bool isDevice(const std::string& source)
{
    return source.starts_with(std::string(kDevices) + "/" + kDevice);
}

/// What opens cameras and videos, or why there is no such thing here.
struct Module
{
    detail::OpenCapture open = nullptr;
    std::string why;
};

Module load()
{
    Module module;
    if (void* const library = ::dlopen(UNIMO_CAPTURE_MODULE, RTLD_NOW | RTLD_LOCAL))
        module.open = reinterpret_cast<detail::OpenCapture>(::dlsym(library, detail::kOpenCapture));
    if (const char* why = module.open ? nullptr : ::dlerror())
        module.why = why;
    return module;
}

} // namespace

struct VideoSource::Implementation
{
    std::string source;
    std::unique_ptr<detail::Capture> capture;
};

VideoSource::VideoSource(std::unique_ptr<Implementation> implementation)
    : d_(std::move(implementation))
{
}
VideoSource::~VideoSource() = default;

Result<std::unique_ptr<VideoSource>> VideoSource::open(const std::string& source)
{
    std::error_code code;
    const bool device = isDevice(source);
    if (!fs::exists(source, code))
        return Error{ErrorKind::Io, device ? "there is no such camera" : "is not there", source,
                     device ? "plug it in, or take another one" : ""};
    static const Module module = load(); // stays until the program ends
    if (!module.open)
        return Error{ErrorKind::Io, "videos cannot be read here", module.why,
                     "OpenCV's videoio and the codecs it uses are needed"};
    std::string problem;
    const std::string place = fs::absolute(source, code).string();
    std::unique_ptr<detail::Capture> capture(module.open(place.c_str(), device, &problem));
    if (capture)
        return std::unique_ptr<VideoSource>(new VideoSource(
            std::make_unique<Implementation>(Implementation{source, std::move(capture)})));
    if (problem.empty())
        problem = device ? "the camera cannot be opened" : "is no video that can be read";
    return Error{ErrorKind::Io, problem, source,
                 device ? "another program may use it, or you may not (group video)" : ""};
}

Result<Image> VideoSource::next()
{
    Image image;
    std::string problem;
    if (d_->capture->read(image, problem))
        return image;
    if (problem.empty())
        problem = isDevice(d_->source) ? "the camera gives no picture" : "the video ended";
    return Error{ErrorKind::Io, problem, d_->source, {}};
}

double VideoSource::picturesPerSecond() const
{
    if (isDevice(d_->source))
        return 0;
    const double rate = d_->capture->picturesPerSecond();
    return rate > 0 ? std::clamp(rate, kSlowest, kFastest) : 25;
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
