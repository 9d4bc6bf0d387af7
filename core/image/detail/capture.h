// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <string>

// OpenCV's reading of cameras and videos, and a hundred libraries of codecs with it, is a module of
// its own that is opened when a picture is first taken: loading it costs a tenth of a second, and
// few need it.
namespace unimo::detail {

class Capture
{
public:
    Capture() = default;
    virtual ~Capture() = default;
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;
    /// False: it gives no picture; `problem` says why, where that is known.
    virtual bool read(Image& image, std::string& problem) = 0;
    /// What the file says; 0 where it says nothing.
    [[nodiscard]] virtual double picturesPerSecond() const = 0;
};

/// The module's one function: a new Capture, or null. `problem` as above. Throws nothing.
using OpenCapture = Capture* (*)(const char* source, bool isDevice, std::string* problem);
inline constexpr const char* kOpenCapture = "unimo_open_capture";

} // namespace unimo::detail
