// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace unimo {

float intersectionOverUnion(const Box& a, const Box& b)
{
    const float width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
    const float height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
    if (width <= 0 || height <= 0)
        return 0;
    const float both = width * height;
    return both / (a.area() + b.area() - both);
}

Image resized(const Image& image, int width, int height)
{
    if (width == image.width && height == image.height)
        return image;
    Image result{width, height, std::vector<uint8_t>(static_cast<size_t>(width) * height * 3)};
    const cv::Mat from(image.height, image.width, CV_8UC3, const_cast<uint8_t*>(image.rgb.data()));
    cv::Mat to(height, width, CV_8UC3, result.rgb.data());
    const bool shrinks = width <= image.width && height <= image.height;
    cv::resize(from, to, to.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

Image fitted(const Image& image, int width, int height)
{
    const double scale = std::min({1.0, static_cast<double>(width) / image.width,
                                   static_cast<double>(height) / image.height});
    const auto side = [&](int length) {
        return std::max(1, static_cast<int>(std::lround(length * scale)));
    };
    return resized(image, side(image.width), side(image.height));
}

} // namespace unimo
