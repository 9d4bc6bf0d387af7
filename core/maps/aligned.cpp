// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/layout.h"

#include <cmath>

namespace unimo::maps {
namespace {

Point meanOf(const std::vector<Point>& places)
{
    double x = 0, y = 0;
    for (const Point& place : places) {
        x += static_cast<double>(place.x);
        y += static_cast<double>(place.y);
    }
    const auto count = static_cast<double>(places.size());
    return {static_cast<float>(x / count), static_cast<float>(y / count)};
}

} // namespace

std::vector<Point> aligned(std::vector<Point> places, const std::vector<Point>& reference)
{
    if (places.empty() || places.size() != reference.size())
        return places;
    const Point from = meanOf(places), to = meanOf(reference);
    // In two dimensions the best rotation and the best reflection are angles of these sums.
    double along = 0, across = 0, mirroredAlong = 0, mirroredAcross = 0;
    for (size_t i = 0; i < places.size(); ++i) {
        const auto px = static_cast<double>(places[i].x - from.x);
        const auto py = static_cast<double>(places[i].y - from.y);
        const auto rx = static_cast<double>(reference[i].x - to.x);
        const auto ry = static_cast<double>(reference[i].y - to.y);
        along += px * rx + py * ry;
        across += px * ry - py * rx;
        mirroredAlong += px * rx - py * ry;
        mirroredAcross += px * ry + py * rx;
    }
    const bool mirrored = std::hypot(mirroredAlong, mirroredAcross) > std::hypot(along, across);
    const double angle =
        mirrored ? std::atan2(mirroredAcross, mirroredAlong) : std::atan2(across, along);
    const double c = std::cos(angle), s = std::sin(angle);
    for (Point& place : places) {
        const auto x = static_cast<double>(place.x - from.x);
        const auto y = static_cast<double>(place.y - from.y) * (mirrored ? -1 : 1);
        place = {static_cast<float>(c * x - s * y), static_cast<float>(s * x + c * y)};
    }
    return places;
}

} // namespace unimo::maps
