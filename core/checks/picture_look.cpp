// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/picture_look.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace unimo::checks {
namespace {

constexpr int kSide = 256; ///< of the grey picture that is measured
constexpr int kHashed = 32;
constexpr int kFrequencies = 8;
constexpr int kSmall = 8;

/// OpenCV reads the pixels and does not change them.
cv::Mat matOf(const Image& image)
{
    return {image.height, image.width, CV_8UC3, const_cast<uint8_t*>(image.rgb.data())};
}

/// Pictures of all sizes at the same scale, since blur is a matter of scale.
cv::Mat greyOf(const cv::Mat& picture)
{
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    const int longest = std::max(grey.cols, grey.rows);
    if (longest <= kSide)
        return grey;
    const double scale = static_cast<double>(kSide) / longest;
    const cv::Size size(std::max(1, cvRound(grey.cols * scale)),
                        std::max(1, cvRound(grey.rows * scale)));
    cv::Mat scaled;
    cv::resize(grey, scaled, size, 0, 0, cv::INTER_AREA);
    return scaled;
}

double varianceOfLaplacian(const cv::Mat& grey)
{
    cv::Mat edges;
    cv::Laplacian(grey, edges, CV_64F);
    cv::Scalar mean, deviation;
    cv::meanStdDev(edges, mean, deviation);
    return deviation[0] * deviation[0];
}

uint64_t frequencyHash(const cv::Mat& grey)
{
    cv::Mat tiny, numbers, frequencies;
    cv::resize(grey, tiny, {kHashed, kHashed}, 0, 0, cv::INTER_AREA);
    tiny.convertTo(numbers, CV_32F);
    cv::dct(numbers, frequencies);
    // Without the first row and column: they hold the mean and slopes of light over the picture.
    std::vector<float> low;
    for (int y = 1; y <= kFrequencies; ++y)
        for (int x = 1; x <= kFrequencies; ++x)
            low.push_back(frequencies.at<float>(y, x));
    std::vector<float> ordered = low;
    const auto middle = ordered.begin() + static_cast<ptrdiff_t>(ordered.size() / 2);
    std::nth_element(ordered.begin(), middle, ordered.end());
    uint64_t hash = 0;
    for (size_t i = 0; i < low.size(); ++i)
        if (low[i] > *middle)
            hash |= uint64_t{1} << i;
    return hash;
}

} // namespace

PictureLook lookAt(const Image& image)
{
    const cv::Mat picture = matOf(image);
    const cv::Mat grey = greyOf(picture);
    cv::Scalar mean, deviation;
    cv::meanStdDev(grey, mean, deviation);
    PictureLook look;
    look.sharpness = varianceOfLaplacian(grey);
    look.brightness = mean[0] / 255;
    look.contrast = deviation[0] / 255;
    look.hash = frequencyHash(grey);
    cv::Mat small(kSmall, kSmall, CV_8UC3, look.small.data());
    cv::resize(picture, small, small.size(), 0, 0, cv::INTER_AREA);
    return look;
}

} // namespace unimo::checks
