// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/detail/region_graph.h"

#include <opencv2/ximgproc/segmentation.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace unimo::vision {
namespace {

constexpr double kSigma = 0.6;
constexpr int kSmallestSegment = 20; // pixels

float distance(const cv::Vec3b& a, const cv::Vec3b& b)
{
    const cv::Vec3f d(static_cast<float>(a[0]) - b[0], static_cast<float>(a[1]) - b[1],
                      static_cast<float>(a[2]) - b[2]);
    return std::sqrt(d.dot(d));
}

} // namespace

RegionGraph::RegionGraph(const cv::Mat& lab, float scale) : area_(lab.rows * lab.cols)
{
    const auto segmentation =
        cv::ximgproc::segmentation::createGraphSegmentation(kSigma, scale, kSmallestSegment);
    cv::Mat labels;
    segmentation->processImage(lab, labels);
    measureSegments(lab, labels);
    measureLinks(lab, labels);
}

void RegionGraph::measureSegments(const cv::Mat& lab, const cv::Mat& labels)
{
    double last = 0;
    cv::minMaxLoc(labels, nullptr, &last);
    segments_.resize(static_cast<size_t>(last) + 1);
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            Segment& segment = segments_[static_cast<size_t>(labels.at<int>(y, x))];
            segment.box |= cv::Rect(x, y, 1, 1);
            segment.colour += cv::Vec3f(lab.at<cv::Vec3b>(y, x));
            segment.frame += (x == 0) + (y == 0) + (x == lab.cols - 1) + (y == lab.rows - 1);
            ++segment.pixels;
        }
    }
}

void RegionGraph::measureLinks(const cv::Mat& lab, const cv::Mat& labels)
{
    std::unordered_map<uint64_t, size_t> known;
    const auto touch = [&](int y1, int x1, int y2, int x2) {
        const int a = labels.at<int>(y1, x1);
        const int b = labels.at<int>(y2, x2);
        if (a == b)
            return;
        const auto [low, high] = std::minmax(a, b);
        const uint64_t key = static_cast<uint64_t>(low) << 32 | static_cast<uint32_t>(high);
        const auto [at, fresh] = known.try_emplace(key, links_.size());
        if (fresh)
            links_.push_back({low, high, 0, 0});
        // One pixel further out on both sides: edges are soft.
        const int dy = y2 - y1;
        const int dx = x2 - x1;
        const float contrast = distance(
            lab.at<cv::Vec3b>(std::max(0, y1 - dy), std::max(0, x1 - dx)),
            lab.at<cv::Vec3b>(std::min(lab.rows - 1, y2 + dy), std::min(lab.cols - 1, x2 + dx)));
        links_[at->second].sides += 1;
        links_[at->second].contrast += contrast;
        for (const int segment : {a, b}) {
            segments_[static_cast<size_t>(segment)].outline += 1;
            segments_[static_cast<size_t>(segment)].contrast += contrast;
        }
    };
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            if (x + 1 < lab.cols)
                touch(y, x, y, x + 1);
            if (y + 1 < lab.rows)
                touch(y, x, y + 1, x);
        }
    }
}

float RegionGraph::similarity(const Segment& a, const Segment& b, const Link& link,
                              Order order) const
{
    const auto area = static_cast<float>(area_);
    const float smallness = 1 - static_cast<float>(a.pixels + b.pixels) / area;
    if (order == Order::Fill) {
        const int gap = (a.box | b.box).area() - a.pixels - b.pixels;
        return smallness + 1 - static_cast<float>(gap) / area;
    }
    const cv::Vec3f difference =
        a.colour / static_cast<float>(a.pixels) - b.colour / static_cast<float>(b.pixels);
    const float edge = link.contrast / static_cast<float>(link.sides);
    return smallness - (std::sqrt(difference.dot(difference)) + edge) / 100;
}

void RegionGraph::mergeAll(Order order, const std::function<void(const Segment&)>& seen) const
{
    std::vector<Segment> segments = segments_;
    std::vector<Link> links = links_;
    std::vector<float> scores;
    scores.reserve(links.size());
    const auto score = [&](const Link& link) {
        return similarity(segments[static_cast<size_t>(link.a)],
                          segments[static_cast<size_t>(link.b)], link, order);
    };
    for (const Segment& segment : segments)
        seen(segment);
    for (const Link& link : links)
        scores.push_back(score(link));

    std::vector<size_t> linkTo(segments.size());
    while (!links.empty()) {
        const auto best = static_cast<size_t>(std::ranges::max_element(scores) - scores.begin());
        const Link merged = links[best];
        Segment& into = segments[static_cast<size_t>(merged.a)];
        const Segment& from = segments[static_cast<size_t>(merged.b)];
        into.box |= from.box;
        into.pixels += from.pixels;
        into.colour += from.colour;
        into.frame += from.frame;
        into.outline += from.outline - 2 * merged.sides;
        into.contrast += from.contrast - 2 * merged.contrast;
        seen(into);

        // The links of both now belong to one; two to the same neighbour become one.
        std::ranges::fill(linkTo, links.size());
        size_t kept = 0;
        for (size_t i = 0; i < links.size(); ++i) {
            Link link = links[i];
            if (i == best)
                continue;
            if (link.a == merged.b)
                link.a = merged.a;
            if (link.b == merged.b)
                link.b = merged.a;
            if (link.a != merged.a && link.b != merged.a) {
                scores[kept] = scores[i];
                links[kept++] = link;
                continue;
            }
            const auto neighbour = static_cast<size_t>(link.a == merged.a ? link.b : link.a);
            if (linkTo[neighbour] < kept) {
                links[linkTo[neighbour]].sides += link.sides;
                links[linkTo[neighbour]].contrast += link.contrast;
                continue;
            }
            linkTo[neighbour] = kept;
            links[kept++] = link;
        }
        links.resize(kept);
        scores.resize(kept);
        for (size_t i = 0; i < kept; ++i)
            if (links[i].a == merged.a || links[i].b == merged.a)
                scores[i] = score(links[i]);
    }
}

} // namespace unimo::vision
