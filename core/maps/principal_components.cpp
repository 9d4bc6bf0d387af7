// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/layout.h"

#include <opencv2/core.hpp>

namespace unimo::maps {

std::vector<Point> principalComponents(std::span<const float> vectors, int dim)
{
    const auto count = static_cast<int>(vectors.size() / static_cast<size_t>(dim));
    std::vector<Point> places(static_cast<size_t>(count));
    if (count < 2 || dim < 2)
        return places;
    // OpenCV reads the data alone; its header wants a pointer that could write.
    const cv::Mat rows(count, dim, CV_32F, const_cast<float*>(vectors.data()));
    cv::PCA pca(rows, cv::noArray(), cv::PCA::DATA_AS_ROW, /*maxComponents=*/2);
    for (int c = 0; c < pca.eigenvectors.rows; ++c) {
        cv::Mat component = pca.eigenvectors.row(c);
        cv::Point largest;
        cv::minMaxLoc(cv::abs(component), nullptr, nullptr, nullptr, &largest);
        if (component.at<float>(largest) < 0)
            component *= -1;
    }
    const cv::Mat projected = pca.project(rows);
    for (int i = 0; i < count; ++i)
        places[static_cast<size_t>(i)] = {projected.at<float>(i, 0),
                                          projected.cols > 1 ? projected.at<float>(i, 1) : 0.0F};
    return places;
}

} // namespace unimo::maps
