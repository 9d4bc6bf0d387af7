// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/density.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace unimo::maps {
namespace {

constexpr double kNarrower = 0.5;   ///< than Scott's rule
constexpr float kFoot = 3;          ///< widths of the hills around the outermost points
constexpr float kLeastWidth = 1.5F; ///< cells; less would show the grid

struct Range
{
    float least = INFINITY, most = -INFINITY;
    double sum = 0, squares = 0;

    void take(float value)
    {
        least = std::min(least, value);
        most = std::max(most, value);
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    [[nodiscard]] float width(size_t count) const
    {
        const auto n = static_cast<double>(count);
        const double variance = std::max(0.0, squares / n - sum / n * (sum / n));
        return static_cast<float>(kNarrower * std::sqrt(variance) * std::pow(n, -1.0 / 6));
    }
};

} // namespace

Density::Density(std::span<const Point> places) : values_(static_cast<size_t>(kSide * kSide))
{
    if (places.empty())
        return;
    Range x, y;
    for (const Point& place : places) {
        x.take(place.x);
        y.take(place.y);
    }
    const auto fit = [](const Range& range, float width, float& least, float& cell) {
        const float size = std::max(range.most - range.least, 1e-6F) + 2 * kFoot * width;
        // Room for the narrowest hill too.
        cell = size / (static_cast<float>(kSide) - 2 * kFoot * kLeastWidth);
        least = range.least - kFoot * width - kFoot * kLeastWidth * cell;
    };
    const float wide = x.width(places.size()), high = y.width(places.size());
    fit(x, wide, least_.x, cell_.x);
    fit(y, high, least_.y, cell_.y);
    cv::Mat grid(kSide, kSide, CV_32F, values_.data());
    for (const Point& place : places) {
        const auto [column, row] = cellOf(place);
        ++grid.at<float>(row, column);
    }
    cv::GaussianBlur(grid, grid, {}, static_cast<double>(std::max(kLeastWidth, wide / cell_.x)),
                     static_cast<double>(std::max(kLeastWidth, high / cell_.y)),
                     cv::BORDER_CONSTANT);
    for (const Point& place : places) {
        const auto [column, row] = cellOf(place);
        heights_.push_back(at(column, row));
    }
    std::sort(heights_.begin(), heights_.end(), std::greater<>());
}

std::pair<int, int> Density::cellOf(const Point& place) const
{
    const auto step = [](float value, float least, float cell) {
        return std::clamp(static_cast<int>((value - least) / cell), 0, kSide - 1);
    };
    return {step(place.x, least_.x, cell_.x), step(place.y, least_.y, cell_.y)};
}

Point Density::placeOf(float column, float row) const
{
    return {least_.x + (column + 0.5F) * cell_.x, least_.y + (row + 0.5F) * cell_.y};
}

float Density::heightAround(double share) const
{
    if (heights_.empty())
        return 0;
    const auto count = static_cast<double>(heights_.size());
    return heights_[std::min(heights_.size() - 1, static_cast<size_t>(share * count))];
}

std::vector<std::vector<Point>> Density::contour(float height) const
{
    if (height <= 0)
        return {};
    // Marching squares: a crossing lies on the edge that goes right (even) or up (odd) from a cell;
    // each has a next one in the squares at either side.
    struct Crossing
    {
        Point place;
        int next[2] = {-1, -1};
    };
    std::vector<Crossing> crossings(values_.size() * 2);
    const auto link = [&](int from, int to) {
        int* next = crossings[static_cast<size_t>(from)].next;
        next[next[0] < 0 ? 0 : 1] = to;
    };
    for (int row = 0; row + 1 < kSide; ++row)
        for (int column = 0; column + 1 < kSide; ++column) {
            const std::array<std::pair<int, int>, 4> corners{
                {{column, row}, {column + 1, row}, {column + 1, row + 1}, {column, row + 1}}};
            std::array<int, 4> found{};
            size_t count = 0;
            for (size_t c = 0; c < 4; ++c) {
                // Always from the left or lower end, so that both squares get the same place.
                const auto [c1, r1] = std::min(corners[c], corners[(c + 1) % 4]);
                const auto [c2, r2] = std::max(corners[c], corners[(c + 1) % 4]);
                const float a = at(c1, r1), b = at(c2, r2);
                if ((a >= height) == (b >= height))
                    continue;
                const float along = (height - a) / (b - a);
                const int edge = (r1 * kSide + c1) * 2 + (r2 > r1 ? 1 : 0);
                crossings[static_cast<size_t>(edge)].place =
                    placeOf(static_cast<float>(c1) + along * static_cast<float>(c2 - c1),
                            static_cast<float>(r1) + along * static_cast<float>(r2 - r1));
                found[count++] = edge;
            }
            for (size_t n = 0; n + 1 < count; n += 2) {
                link(found[n], found[n + 1]);
                link(found[n + 1], found[n]);
            }
        }
    std::vector<std::vector<Point>> lines;
    for (size_t first = 0; first < crossings.size(); ++first) {
        if (crossings[first].next[0] < 0)
            continue;
        auto& line = lines.emplace_back();
        int before = -1;
        for (int now = static_cast<int>(first); now >= 0;) {
            Crossing& own = crossings[static_cast<size_t>(now)];
            line.push_back(own.place);
            const int next = own.next[0] != before ? own.next[0] : own.next[1];
            own.next[0] = own.next[1] = -1;
            before = now;
            now = next;
        }
    }
    return lines;
}

} // namespace unimo::maps
