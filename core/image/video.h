// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"

#include <memory>
#include <string>
#include <vector>

namespace unimo {

/// Pictures one after the other, of a camera (V4L) or a video file. Library unimo_video, apart from
/// unimo_image because of what it links. Thread: one at a time.
class VideoSource
{
public:
    /// source: a device ("/dev/video0") or a file. An Io error says why it gives no picture.
    [[nodiscard]] static Result<std::unique_ptr<VideoSource>> open(const std::string& source);
    ~VideoSource();
    VideoSource(const VideoSource&) = delete;
    VideoSource& operator=(const VideoSource&) = delete;

    /// The next picture: waits for a camera. An Io error when the camera is gone or the file ends.
    [[nodiscard]] Result<Image> next();
    /// Of a file; 0 for a camera, which has its own pace.
    [[nodiscard]] double picturesPerSecond() const;

private:
    struct Implementation;
    explicit VideoSource(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> d_;
};

/// The cameras of this machine, as sources.
[[nodiscard]] std::vector<std::string> cameras();

} // namespace unimo
