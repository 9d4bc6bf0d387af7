// SPDX-License-Identifier: GPL-3.0-or-later
// How a map draws its points: into pixels for the window, with a painter for files. What lies over
// them is in point_map_marks.cpp.
#include "core/base/threads.h"
#include "widgets/look/theme.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/point_map.h"
#include "widgets/plots/point_stamp.h"
#include "widgets/plots/sequential_color.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <cstring>

namespace unimo::plots {

using look::Theme;

namespace {

constexpr int kPixels = 10'000;   ///< pairs from which on points are single pixels
constexpr int kSmoothLines = 250; ///< pairs up to which lines have smooth edges
constexpr int kLines = 5000;      ///< pairs up to which all have a line; else the selected ones
constexpr int kFadedAlpha = 64;   ///< of points that are not selected, while others are
constexpr int kBands = 8;         ///< threads that draw
constexpr double kWhole = 1e-6;   ///< pixels; what is moved by more than whole ones is drawn anew
constexpr float kContourAlpha = 0.6F; ///< so that points stand out
constexpr int kScaleColors = 256;
constexpr double kBehindStar = 0.35; ///< opacity of what is behind one

} // namespace

double PointMap::radius() const
{
    return pairs() <= 300 ? 4 : pairs() <= 3000 ? 3 : 2;
}

PointMap::Palette PointMap::palette() const
{
    const QColor background = Theme::instance().color(QStringLiteral("panel"));
    Palette colors{{readableOn(okabeIto(kPictureSlot), background).rgba(),
                    readableOn(okabeIto(kTextSlot), background).rgba()},
                   {}};
    if (coloring_ == Coloring::Similarity)
        for (int i = 0; i < kScaleColors; ++i)
            colors.scale.push_back(
                sequentialColor(static_cast<float>(i) / static_cast<float>(kScaleColors - 1))
                    .rgba());
    return colors;
}

QRgb PointMap::colorOf(const Palette& palette, int pair, bool text) const
{
    if (palette.scale.empty())
        return palette.kinds[text ? 1 : 0];
    const float size = most_ - least_;
    const float share = size > 0 ? (values_[static_cast<size_t>(pair)] - least_) / size : 1.0F;
    return palette.scale[static_cast<size_t>(share * static_cast<float>(kScaleColors - 1))];
}

template <typename Use>
void PointMap::forLines(const Use& use) const
{
    const bool all = pairs() <= kLines;
    if (!lines_ || (!all && selection_.size() > kLines))
        return;
    const QRgb muted = Theme::instance().color(QStringLiteral("muted")).rgb();
    const Palette colors = palette();
    for (int pair = 0; pair < pairs(); ++pair) {
        const bool chosen = chosen_[static_cast<size_t>(pair)];
        if (!all && !chosen)
            continue;
        const int alpha = chosen ? 230 : selection_.isEmpty() ? 77 : 20;
        const QRgb color = colors.scale.empty() ? muted : colorOf(colors, pair, false);
        use(QLineF(pictureAt(pair), textAt(pair)),
            qRgba(qRed(color), qGreen(color), qBlue(color), alpha), chosen);
    }
}

void PointMap::drawLines(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    forLines([&](const QLineF& line, QRgb color, bool chosen) {
        painter.setPen(QPen(QColor::fromRgba(color), chosen ? 1.5 : 1));
        painter.drawLine(line);
    });
}

void PointMap::stampLines(QImage& image) const
{
    if (pairs() <= kSmoothLines) {
        QPainter painter(&image);
        drawLines(painter);
        return;
    }
    const double ratio = image.devicePixelRatio();
    forLines([&](const QLineF& line, QRgb color, bool /*chosen*/) {
        putLine(image, QLineF(line.p1() * ratio, line.p2() * ratio), color);
    });
}

void PointMap::drawPoints(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double size = radius();
    const Palette colors = palette();
    forSeen(1, size, [&](int pair, bool text, double x, double y) {
        QColor color = QColor::fromRgb(colorOf(colors, pair, text));
        if (!selection_.isEmpty() && !chosen_[static_cast<size_t>(pair)])
            color.setAlpha(kFadedAlpha);
        painter.setBrush(color);
        if (text)
            painter.drawEllipse(QPointF(x, y), size, size);
        else
            painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size));
    });
}

void PointMap::stampPoints(QImage& image)
{
    if (singlePixels()) {
        // Bands, so that each thread writes into pixels of its own and what lies on one pixel keeps
        // its order.
        const int bands = std::clamp(availableCores(), 1, kBands);
        std::vector<QRect> parts;
        for (int band = 0, top = 0; band < bands; ++band) {
            const int bottom = image.height() * (band + 1) / bands;
            parts.emplace_back(0, top, image.width(), bottom - top);
            top = bottom;
        }
        stampPixels(image, parts);
        return;
    }
    const double ratio = image.devicePixelRatio();
    const double size = radius() * ratio;
    const PointStamp stamps[] = {{PointStamp::Shape::Square, size}, {PointStamp::Shape::Dot, size}};
    const Palette colors = palette();
    forSeen(ratio, size, [&](int pair, bool text, double x, double y) {
        const bool faded = !selection_.isEmpty() && !chosen_[static_cast<size_t>(pair)];
        const QRgb color = colorOf(colors, pair, text);
        stamps[text ? 1 : 0].put(image, static_cast<int>(x), static_cast<int>(y),
                                 faded ? (color & 0xffffff) | kFadedAlpha << 24 : color);
    });
}

bool PointMap::singlePixels() const
{
    return pairs() > kPixels;
}

void PointMap::stampPixels(QImage& image, const std::vector<QRect>& parts)
{
    if (!gridded_) {
        const auto count = static_cast<size_t>(pairs());
        for (const size_t text : {0, 1})
            grids_[text] = PointGrid(std::span(x_).subspan(text * count, count),
                                     std::span(y_).subspan(text * count, count));
        gridded_ = true;
    }
    const double ratio = image.devicePixelRatio();
    const double scaled = scale_ * ratio;
    const QPointF zero = toWidget({0, 0}) * ratio;
    const Palette colors = palette();
    const bool some = !selection_.isEmpty();
    const qsizetype stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    auto* bits = reinterpret_cast<QRgb*>(image.bits()); // before the threads: it may copy
    const auto across = [&](float x) { return zero.x() + static_cast<double>(x) * scaled; };
    const auto down = [&](float y) { return zero.y() - static_cast<double>(y) * scaled; };
    const auto stampCell = [&](const PointGrid& grid, const PointGrid::Cell& cell, bool text,
                               const QRect& part) {
        const double left = part.left(), right = part.right() + 1;
        const double top = part.top(), bottom = part.bottom() + 1;
        if (across(cell.right) < left || across(cell.left) >= right || down(cell.bottom) < top ||
            down(cell.top) >= bottom)
            return;
        const bool whole = across(cell.left) >= left && across(cell.right) < right &&
                           down(cell.top) >= top && down(cell.bottom) < bottom;
        const auto put = [&](const auto& color) {
            for (uint32_t at = cell.first; at < cell.end; ++at) {
                const double x = across(grid.x(at)), y = down(grid.y(at));
                if (!whole && (x < left || x >= right || y < top || y >= bottom))
                    continue;
                if (some && !chosen_[grid.point(at)])
                    continue;
                bits[static_cast<qsizetype>(y) * stride + static_cast<qsizetype>(x)] = color(at);
            }
        };
        if (colors.scale.empty())
            put([kind = colors.kinds[text ? 1 : 0]](uint32_t /*at*/) { return kind; });
        else
            put([&](uint32_t at) {
                return colorOf(colors, static_cast<int>(grid.point(at)), text);
            });
    };
    parallelFor(static_cast<int64_t>(parts.size()), 0, [&](int64_t part) {
        for (const bool text : {false, true})
            for (const auto& cell : grids_[text ? 1 : 0].cells())
                stampCell(grids_[text ? 1 : 0], cell, text, parts[static_cast<size_t>(part)]);
    });
}

void PointMap::drawLayer()
{
    layer_ = QImage(size() * devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied);
    layer_.setDevicePixelRatio(devicePixelRatioF());
    layer_.fill(Theme::instance().color(QStringLiteral("panel")));
    {
        QPainter painter(&layer_);
        drawContours(painter);
    }
    stampLines(layer_);
    stampPoints(layer_);
    panned_ = {};
}

bool PointMap::panLayer()
{
    const QPointF moved = panned_ * layer_.devicePixelRatio();
    const QPoint by = moved.toPoint();
    const bool lines =
        (lines_ && !selection_.isEmpty()) || !contours_[0].isEmpty() || !contours_[1].isEmpty();
    if (by.isNull() && moved.isNull())
        return true;
    if (!singlePixels() || lines || (moved - by).manhattanLength() > kWhole ||
        std::abs(by.x()) >= layer_.width() || std::abs(by.y()) >= layer_.height())
        return false;
    // The rows, from the side that they move to, so that none is overwritten before it moved.
    const int wide = layer_.width() - std::abs(by.x()), high = layer_.height() - std::abs(by.y());
    for (int i = 0; i < high; ++i) {
        const int from = by.y() > 0 ? high - 1 - i : i - by.y();
        std::memmove(reinterpret_cast<QRgb*>(layer_.scanLine(from + by.y())) + std::max(0, by.x()),
                     reinterpret_cast<QRgb*>(layer_.scanLine(from)) + std::max(0, -by.x()),
                     static_cast<size_t>(wide) * sizeof(QRgb));
    }
    std::vector<QRect> bare;
    if (by.x() != 0)
        bare.emplace_back(by.x() > 0 ? 0 : wide, 0, std::abs(by.x()), layer_.height());
    if (by.y() != 0)
        bare.emplace_back(std::max(0, by.x()), by.y() > 0 ? 0 : high, wide, std::abs(by.y()));
    const QRgb background = Theme::instance().color(QStringLiteral("panel")).rgba();
    for (const QRect& part : bare)
        for (int row = part.top(); row <= part.bottom(); ++row)
            std::fill_n(reinterpret_cast<QRgb*>(layer_.scanLine(row)) + part.left(), part.width(),
                        background);
    stampPixels(layer_, bare);
    panned_ = {};
    return true;
}

void PointMap::drawContours(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::instance();
    const QColor background = theme.color(QStringLiteral("panel"));
    for (const int slot : {kPictureSlot, kTextSlot}) {
        // Where colours mean similarity, captions are told from pictures by their thinner lines.
        QColor color = coloring_ == Coloring::Kind ? readableOn(okabeIto(slot), background)
                                                   : theme.color(QStringLiteral("muted"));
        color.setAlphaF(kContourAlpha);
        painter.setPen(QPen(color, slot == kPictureSlot ? 1.6 : 0.9));
        for (const QPolygonF& contour : contours_[slot]) {
            QPolygonF line;
            line.reserve(contour.size());
            for (const QPointF& at : contour)
                line.push_back(toWidget(at));
            if (line.boundingRect().adjusted(-1, -1, 1, 1).intersects(rect()))
                painter.drawPolyline(line);
        }
    }
}

void PointMap::drawAll(QPainter& painter) const
{
    painter.setOpacity(starPoints() > 0 ? kBehindStar : 1);
    drawContours(painter);
    drawLines(painter);
    drawPoints(painter);
    drawThumbnails(painter);
    painter.setOpacity(1);
    drawMarks(painter);
    drawPlates(painter);
    drawLegend(painter);
}

void PointMap::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    if (layer_.isNull() || !panLayer())
        drawLayer();
    if (starPoints() == 0) {
        painter.setCompositionMode(QPainter::CompositionMode_Source); // it is opaque: a copy
        painter.drawImage(0, 0, layer_);
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    } else {
        painter.fillRect(rect(), theme.color(QStringLiteral("panel")));
        painter.setOpacity(kBehindStar);
        painter.drawImage(0, 0, layer_);
    }
    drawThumbnails(painter);
    painter.setOpacity(1);
    drawMarks(painter);
    drawPlates(painter);
    drawLegend(painter);
    if (mode_ == Mode::Rectangle || mode_ == Mode::Lasso) {
        const QColor accent = theme.color(QStringLiteral("accent"));
        QColor fill = accent;
        fill.setAlphaF(0.12F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(accent, 1));
        painter.setBrush(fill);
        if (mode_ == Mode::Rectangle)
            painter.drawRect(QRectF(start_, last_).normalized());
        else
            painter.drawPolygon(lasso_);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(QStringLiteral("accent")), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

Status PointMap::savePicture(const QString& file) const
{
    return saveDrawing(size(), accessibleName(), file, [this](QPaintDevice& device) {
        QPainter painter(&device);
        painter.fillRect(rect(), Theme::instance().color(QStringLiteral("panel")));
        drawAll(painter);
    });
}

} // namespace unimo::plots
