// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <functional>
#include <vector>

namespace unimo::vision {

/// The segments of a picture and which touch, merged two by two until one is left. Everything that
/// arises on the way may be an object (Uijlings et al., Selective Search, 2013).
class RegionGraph
{
public:
    struct Segment
    {
        cv::Rect box;
        int pixels = 0;
        cv::Vec3f colour;   ///< sum over the pixels, Lab
        int outline = 0;    ///< pixel sides shared with other segments
        int frame = 0;      ///< pixel sides on the picture's border
        float contrast = 0; ///< sum of colour distances over the outline
    };
    /// What is merged first: segments of like colour, or those that fill a box together.
    enum class Order { Colour, Fill };

    /// Segments an 8-bit Lab picture (Felzenszwalb and Huttenlocher, 2004); a larger scale gives
    /// larger segments.
    RegionGraph(const cv::Mat& lab, float scale);

    /// Calls `seen` for every segment, then for each that a merge makes. Does not change the graph.
    void mergeAll(Order order, const std::function<void(const Segment&)>& seen) const;

private:
    struct Link
    {
        int a = 0;
        int b = 0;
        int sides = 0;      ///< pixel sides between them
        float contrast = 0; ///< sum of colour distances over them
    };
    void measureSegments(const cv::Mat& lab, const cv::Mat& labels);
    void measureLinks(const cv::Mat& lab, const cv::Mat& labels);
    [[nodiscard]] float similarity(const Segment& a, const Segment& b, const Link& link,
                                   Order order) const;

    int area_ = 0; ///< of the picture, pixels
    std::vector<Segment> segments_;
    std::vector<Link> links_;
};

} // namespace unimo::vision
