// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/proposals.h"

#include "core/vision/detail/region_graph.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace unimo::vision {
namespace {

constexpr int kWorkSide = 112;
constexpr float kSmallestSide = 0.08F; // of the picture
constexpr float kLargestArea = 0.7F;   // of the picture: more is the whole-picture region's part
constexpr float kOverlap = 0.5F;       // two boxes that overlap more are one

/// How coarse the first segments are: many small ones find small objects, few large ones whole
/// ones.
constexpr std::array kScales = {75.F, 150.F, 250.F, 400.F};
constexpr std::array kOrders = {RegionGraph::Order::Colour, RegionGraph::Order::Fill};
constexpr int kWays = static_cast<int>(kScales.size() * kOrders.size());

/// The picture in Lab colours, its longer side shrunk to kWorkSide.
cv::Mat workPicture(const Image& image)
{
    const cv::Mat whole(image.height, image.width, CV_8UC3, const_cast<uint8_t*>(image.rgb.data()));
    const float scale =
        std::min(1.F, float(kWorkSide) / static_cast<float>(std::max(image.width, image.height)));
    const cv::Size size(std::max(8, cvRound(static_cast<float>(image.width) * scale)),
                        std::max(8, cvRound(static_cast<float>(image.height) * scale)));
    cv::Mat small;
    cv::Mat lab;
    cv::resize(whole, small, size, 0, 0, cv::INTER_AREA);
    cv::cvtColor(small, lab, cv::COLOR_RGB2Lab);
    return lab;
}

/// A box that may hold an object, in pixels of the work picture.
struct Candidate
{
    cv::Rect box;
    int way = 0; ///< which scale and order made it
    float score = 0;
};

bool sensible(const cv::Rect& box, const cv::Size& size)
{
    return static_cast<float>(box.width) >= kSmallestSide * static_cast<float>(size.width) &&
           static_cast<float>(box.height) >= kSmallestSide * static_cast<float>(size.height) &&
           static_cast<float>(box.area()) <= kLargestArea * static_cast<float>(size.area());
}

/// How much a segment looks like an object: it stands out along its outline, fills its box, is no
/// strip along the picture's border and of a usual size. The weights are a logistic regression's
/// on composed scenes, rounded; the preference for a size was made weaker, for any photo.
float objectness(const RegionGraph::Segment& segment, const cv::Size& picture)
{
    constexpr float kUsualArea = 0.11F; // of the picture
    const auto area = static_cast<float>(segment.box.area());
    const auto outline = static_cast<float>(std::max(1, segment.outline + segment.frame));
    const float contrast = std::log(1 + segment.contrast / outline);
    const float fill = static_cast<float>(segment.pixels) / area;
    const float border = static_cast<float>(segment.frame) / outline;
    const float stretch = std::abs(
        std::log(static_cast<float>(segment.box.width) / static_cast<float>(segment.box.height)));
    const float size = std::log(area / static_cast<float>(picture.area())) - std::log(kUsualArea);
    const bool spans =
        segment.box.width >= picture.width - 2 || segment.box.height >= picture.height - 2;
    return 0.25F * contrast + 2 * fill - 12 * border - 1.6F * stretch - 0.6F * size * size -
           (spans ? 8.F : 0.F);
}

float overlap(const cv::Rect& a, const cv::Rect& b)
{
    const auto both = static_cast<float>((a & b).area());
    return both / (static_cast<float>(a.area() + b.area()) - both);
}

/// A box that many ways of merging arrive at is likely an object: adds to each candidate's score
/// how near the other ways came to it.
void addConsensus(std::vector<Candidate>& candidates)
{
    constexpr float kWeight = 4;
    for (Candidate& candidate : candidates) {
        std::array<float, kWays> nearest{};
        for (const Candidate& other : candidates) {
            float& best = nearest[static_cast<size_t>(other.way)];
            best = std::max(best, overlap(candidate.box, other.box));
        }
        float sum = 0;
        for (const float best : nearest)
            sum += std::max(0.F, 2 * best - 1);
        candidate.score += kWeight * sum / kWays;
    }
}

/// Keeps the best of those that overlap.
std::vector<cv::Rect> suppressed(std::vector<Candidate> candidates, int most)
{
    std::ranges::stable_sort(candidates, std::greater{}, &Candidate::score);
    std::vector<cv::Rect> kept;
    for (const Candidate& candidate : candidates) {
        if (static_cast<int>(kept.size()) >= most)
            break;
        if (std::ranges::none_of(
                kept, [&](const cv::Rect& box) { return overlap(box, candidate.box) > kOverlap; }))
            kept.push_back(candidate.box);
    }
    return kept;
}

} // namespace

std::vector<Box> proposeRegions(const Image& image, int most)
{
    const cv::Mat lab = workPicture(image);
    std::vector<Candidate> candidates;
    int way = 0;
    for (const float scale : kScales) {
        const RegionGraph graph(lab, scale);
        for (const RegionGraph::Order order : kOrders) {
            graph.mergeAll(order, [&](const RegionGraph::Segment& segment) {
                if (sensible(segment.box, lab.size()))
                    candidates.push_back({segment.box, way, objectness(segment, lab.size())});
            });
            ++way;
        }
    }
    addConsensus(candidates);
    std::vector<Box> boxes;
    for (const cv::Rect& box : suppressed(std::move(candidates), most)) {
        const auto x = [&](int at) {
            return static_cast<float>(at) / static_cast<float>(lab.cols);
        };
        const auto y = [&](int at) {
            return static_cast<float>(at) / static_cast<float>(lab.rows);
        };
        boxes.push_back({x(box.x), y(box.y), x(box.x + box.width), y(box.y + box.height)});
    }
    return boxes;
}

} // namespace unimo::vision
