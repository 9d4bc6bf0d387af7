// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/crops.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace unimo::vision {
namespace {

constexpr float kMargin = 0.1F;

/// The pixels under [low, high] of an axis with `size` pixels, margin added; never empty.
cv::Range pixelRange(float low, float high, int size)
{
    const float margin = (high - low) * kMargin;
    const auto first = static_cast<int>(std::floor(std::clamp(low - margin, 0.F, 1.F) * size));
    const auto last = static_cast<int>(std::ceil(std::clamp(high + margin, 0.F, 1.F) * size));
    const int begin = std::clamp(first, 0, size - 1);
    return {begin, std::clamp(last, begin + 1, size)};
}

} // namespace

void cutCrop(const Image& image, const Box& box, int side, std::span<float> pixels)
{
    const cv::Mat whole(image.height, image.width, CV_8UC3, const_cast<uint8_t*>(image.rgb.data()));
    const cv::Mat part =
        whole(pixelRange(box.y1, box.y2, image.height), pixelRange(box.x1, box.x2, image.width));
    cv::Mat small;
    // Area averaging is meant for shrinking; enlarging with it gives blocks.
    const bool shrinks = part.cols >= side && part.rows >= side;
    cv::resize(part, small, {side, side}, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat out(side, side, CV_32FC3, pixels.data());
    small.convertTo(out, CV_32F);
}

void colourLayout(std::span<const float> pixels, int side, std::span<float> layout)
{
    const cv::Mat crop(side, side, CV_32FC3, const_cast<float*>(pixels.data()));
    cv::Mat grid;
    cv::resize(crop, grid, {kLayoutSide, kLayoutSide}, 0, 0, cv::INTER_AREA);
    cv::Mat out(kLayoutSide, kLayoutSide, CV_32FC3, layout.data());
    grid.convertTo(out, CV_32F, 1.0 / 255);
}

} // namespace unimo::vision
