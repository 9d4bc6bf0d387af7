// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/point_stamp.h"

#include <algorithm>
#include <cmath>

namespace unimo::plots {

namespace {

/// The colour over a premultiplied pixel, alpha 0 to 255 in place of its own.
void mixInto(QRgb& below, QRgb color, int alpha)
{
    const int rest = 255 - alpha;
    const auto mix = [&](int over, int under) { return (over * alpha + under * rest + 127) / 255; };
    below = qRgba(mix(qRed(color), qRed(below)), mix(qGreen(color), qGreen(below)),
                  mix(qBlue(color), qBlue(below)), mix(255, qAlpha(below)));
}

} // namespace

PointStamp::PointStamp(Shape shape, double radius)
    : side_(2 * static_cast<int>(std::ceil(radius)) + 1)
{
    const int middle = side_ / 2;
    for (int y = 0; y < side_; ++y)
        for (int x = 0; x < side_; ++x) {
            const double dx = x - middle, dy = y - middle;
            const double off =
                shape == Shape::Dot ? std::hypot(dx, dy) : std::max(std::abs(dx), std::abs(dy));
            coverage_.push_back(static_cast<int>(255 * std::clamp(radius + 0.5 - off, 0.0, 1.0)));
        }
}

void PointStamp::put(QImage& image, int x, int y, QRgb color) const
{
    const int left = x - side_ / 2, top = y - side_ / 2;
    const qsizetype stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    auto* pixels = reinterpret_cast<QRgb*>(image.bits());
    for (int row = std::max(0, -top); row < std::min(side_, image.height() - top); ++row)
        for (int column = std::max(0, -left); column < std::min(side_, image.width() - left);
             ++column) {
            const int alpha =
                coverage_[static_cast<size_t>(row * side_ + column)] * qAlpha(color) / 255;
            if (alpha == 0)
                continue;
            mixInto(pixels[(top + row) * stride + left + column], color, alpha);
        }
}

void putLine(QImage& image, const QLineF& line, QRgb color)
{
    const double dx = line.dx(), dy = line.dy();
    // The part of the line, from 0 to 1, that lies inside.
    double from = 0, to = 1;
    const auto cut = [&](double start, double along, double size) {
        if (along == 0) {
            if (start < 0 || start >= size)
                to = -1;
            return;
        }
        const double a = -start / along, b = (size - 1e-6 - start) / along;
        from = std::max(from, std::min(a, b));
        to = std::min(to, std::max(a, b));
    };
    cut(line.x1(), dx, image.width());
    cut(line.y1(), dy, image.height());
    const double length = std::max(std::abs(dx), std::abs(dy));
    const qsizetype stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    auto* pixels = reinterpret_cast<QRgb*>(image.bits());
    const auto last = static_cast<int>((to - from) * length);
    for (int step = 0; to >= from && step <= last; ++step) {
        const double t = length > 0 ? from + step / length : from;
        const int x = static_cast<int>(line.x1() + t * dx),
                  y = static_cast<int>(line.y1() + t * dy);
        if (x >= 0 && y >= 0 && x < image.width() && y < image.height())
            mixInto(pixels[y * stride + x], color, qAlpha(color));
    }
}

} // namespace unimo::plots
