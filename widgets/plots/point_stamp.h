// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QLineF>
#include <vector>

namespace unimo::plots {

/// A small square or dot that is put into an image many times: a painter's path for each of
/// 40,000 points takes 20 times as long.
class PointStamp
{
public:
    enum class Shape { Square, Dot };
    /// radius: pixels of the image.
    PointStamp(Shape shape, double radius);

    /// Puts it over what is there, its middle at a pixel; image: ARGB32 premultiplied.
    void put(QImage& image, int x, int y, QRgb color) const;

private:
    int side_;
    std::vector<int> coverage_; ///< 0 to 255, [side, side]
};

/// A line of one pixel's width over what is there, without smooth edges; what lies outside is cut
/// off. image: ARGB32 premultiplied.
void putLine(QImage& image, const QLineF& line, QRgb color);

} // namespace unimo::plots
