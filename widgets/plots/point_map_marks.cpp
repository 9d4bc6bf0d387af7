// SPDX-License-Identifier: GPL-3.0-or-later
// What a map of points draws over them: small pictures, what is chosen, a star, plates, the legend.
#include "widgets/look/theme.h"
#include "widgets/plots/plate_layout.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/point_map.h"
#include "widgets/plots/sequential_color.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace unimo::plots {

using look::Theme;

namespace {

constexpr size_t kMostLabels = 12;
constexpr double kPlateRoom = 4;    ///< pixels beside the words of a plate
constexpr double kLabelReach = 0.2; ///< of the view's smaller side: how far a label may lie away
constexpr double kMarginReach = 48; ///< pixels: how far a margin may lie from its point
constexpr int kThumbnailSide = 48;
constexpr int kThumbnailRoom = 6; ///< times its own area that each picture in the view must have
constexpr int kProbeSide = 56;    ///< of the picture that was placed by hand
constexpr double kProbeArm = 9;   ///< of its cross
constexpr int kScaleWidth = 72;   ///< of the colour scale
constexpr double kStarRadius = 7;

QColor named(const char* name)
{
    return Theme::instance().color(QString::fromLatin1(name));
}

QSizeF plateSize(const QFontMetricsF& metrics, const QString& text)
{
    return {metrics.horizontalAdvance(text) + 2 * kPlateRoom, metrics.height() + kPlateRoom};
}

/// + or - in the middle of a point.
void drawSign(QPainter& painter, const QPointF& at, bool plus)
{
    constexpr double kArm = 3.5;
    painter.setPen(QPen(named("panel"), 2));
    painter.drawLine(at - QPointF(kArm, 0), at + QPointF(kArm, 0));
    if (plus)
        painter.drawLine(at - QPointF(0, kArm), at + QPointF(0, kArm));
}

} // namespace

// --- plates ----------------------------------------------------------------------------------

const std::vector<PointMap::Plate>& PointMap::plates() const
{
    if (!plates_)
        plates_ = layPlates();
    return *plates_;
}

/// Margins of a star, or labels, over nothing that is drawn.
std::vector<PointMap::Plate> PointMap::layPlates() const
{
    std::vector<Plate> laid;
    if (starPoints() == 0 && labels_.empty())
        return laid;
    PlateLayout room(size());
    room.block(legendBox());
    if (probe_)
        room.block(probeBox());
    for (int point = 0; point < starPoints(); ++point)
        room.block(starPointAt(point), kStarRadius);
    if (primary_ >= 0)
        for (const QPointF& at : {pictureAt(primary_), textAt(primary_)})
            room.block(at, radius() + 5);
    const QFontMetricsF metrics(font());
    const auto lay = [&](const QPointF& anchor, const QString& text, double reach, bool ofStar) {
        const QPointF at = toWidget(anchor);
        if (const auto box = room.place(at, plateSize(metrics, text), reach))
            laid.push_back({anchor, box->translated(-at), text, ofStar});
    };
    if (starPoints() > 0) { // the points behind a star are pale: its margins may lie over them
        for (const StarPoint& point : star_)
            if (!point.plate.isEmpty() && rect().contains(toWidget(point.place).toPoint()))
                lay(point.place, point.plate, kMarginReach, true);
        return laid;
    }
    blockPoints(room);
    for (const int pair : thumbnailed())
        room.block(pictureAt(pair), kThumbnailSide / 2.0);
    const double reach = kLabelReach * std::min(width(), height());
    for (const auto& [place, text] : labels_) {
        if (laid.size() == kMostLabels)
            break;
        if (rect().contains(toWidget(place).toPoint()))
            lay(place, text, reach, false);
    }
    return laid;
}

/// Where there are many points, the pixels that are drawn are fewer.
void PointMap::blockPoints(PlateLayout& room) const
{
    if (!singlePixels() || layer_.isNull() || !panned_.isNull()) {
        const double size = radius();
        forSeen(1, size, [&](int /*pair*/, bool /*text*/, double x, double y) {
            room.block(QPointF(x, y), size);
        });
        return;
    }
    constexpr int kStep = 4; ///< pixels that are looked at until one is drawn
    const double ratio = layer_.devicePixelRatio();
    const QRgb background = named("panel").rgba();
    for (int y = 0; y < layer_.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(layer_.constScanLine(y));
        for (int x = 0; x < layer_.width(); x += kStep) {
            const int end = std::min(x + kStep, layer_.width());
            if (std::any_of(row + x, row + end, [&](QRgb pixel) { return pixel != background; }))
                room.block(QRectF(x / ratio, y / ratio, (end - x) / ratio, 1 / ratio));
        }
    }
}

PointMap::ShownPlates PointMap::shownPlates(bool ofStar) const
{
    ShownPlates shown;
    for (const Plate& plate : plates())
        if (const QRectF box = plate.box.translated(toWidget(plate.anchor));
            plate.ofStar == ofStar && QRectF(rect()).contains(box))
            shown.emplace_back(box, plate.text);
    return shown;
}

void PointMap::drawPlates(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Plate& plate : plates()) {
        const QPointF anchor = toWidget(plate.anchor);
        const QRectF box = plate.box.translated(anchor);
        if (!QRectF(rect()).contains(box))
            continue;
        // From the nearest edge, so that it is seen what the plate names.
        const QPointF edge(std::clamp(anchor.x(), box.left(), box.right()),
                           std::clamp(anchor.y(), box.top(), box.bottom()));
        painter.setPen(QPen(named("muted"), 1));
        painter.drawLine(edge, anchor);
        painter.setPen(QPen(named("border"), 1));
        painter.setBrush(named("raised"));
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(named("text"));
        painter.drawText(box, Qt::AlignCenter, plate.text);
    }
}

// --- pictures ----------------------------------------------------------------------------------

QVector<int> PointMap::thumbnailed() const
{
    QVector<int> seen;
    if (!thumbnail_)
        return seen;
    const int most = width() * height() / (kThumbnailSide * kThumbnailSide * kThumbnailRoom);
    for (int pair = 0; pair < pairs() && seen.size() <= most; ++pair)
        if (rect().contains(pictureAt(pair).toPoint()))
            seen.push_back(pair);
    return seen.size() > most ? QVector<int>() : seen;
}

void PointMap::drawThumbnails(QPainter& painter) const
{
    const QVector<int> seen = thumbnailed();
    if (seen.isEmpty())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QColor frame = readableOn(okabeIto(kPictureSlot), named("panel"));
    for (const int pair : seen) {
        const QPixmap picture = thumbnail_(pair);
        if (picture.isNull())
            continue;
        QRectF where(
            {}, QSizeF(picture.size()).scaled(kThumbnailSide, kThumbnailSide, Qt::KeepAspectRatio));
        where.moveCenter(pictureAt(pair));
        painter.drawPixmap(where, picture, QRectF(picture.rect()));
        painter.setPen(QPen(frame, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(where);
    }
    // Captions are not hidden by pictures.
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Palette colors = palette();
    for (const int pair : seen) {
        painter.setBrush(QColor::fromRgb(colorOf(colors, pair, true)));
        painter.drawEllipse(textAt(pair), radius(), radius());
    }
}

// --- marks -----------------------------------------------------------------------------------

void PointMap::drawMarks(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const auto ring = [&](int pair, double width, const QColor& color) {
        const double size = radius() + 4;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, width));
        painter.drawLine(pictureAt(pair), textAt(pair));
        const QPointF at = pictureAt(pair);
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size));
        painter.drawEllipse(textAt(pair), size, size);
    };
    if (hover_ >= 0 && hover_ != primary_)
        ring(hover_, 1, named("text"));
    if (primary_ >= 0)
        ring(primary_, 2, named("accent"));
    if (starPoints() > 0)
        drawStar(painter);
    if (probe_)
        drawProbe(painter);
}

QPointF PointMap::anchorOf(const StarPoint& point) const
{
    return point.text ? pictureAt(primary_) : textAt(primary_);
}

void PointMap::drawStar(QPainter& painter) const
{
    const QColor background = named("panel");
    const auto colorOfPoint = [&](const StarPoint& point) {
        return readableOn(starKinds_[point.kind].color, background);
    };
    const auto isMarked = [this](int point) {
        return point == starCurrent_ || point == starHover_;
    };
    for (int i = 0; i < starPoints(); ++i) {
        const StarPoint& point = star_[static_cast<size_t>(i)];
        painter.setPen(QPen(colorOfPoint(point), isMarked(i) ? 3 : 1.2));
        painter.drawLine(anchorOf(point), starPointAt(i));
    }
    // The pair itself, which fades with all others, stands in the middle.
    for (const bool text : {false, true}) {
        const QPointF at = text ? textAt(primary_) : pictureAt(primary_);
        painter.setPen(Qt::NoPen);
        painter.setBrush(readableOn(okabeIto(text ? kTextSlot : kPictureSlot), background));
        if (text)
            painter.drawEllipse(at, radius() + 1, radius() + 1);
        else
            painter.drawRect(QRectF(at.x() - radius() - 1, at.y() - radius() - 1, 2 * radius() + 2,
                                    2 * radius() + 2));
    }
    for (int i = 0; i < starPoints(); ++i) {
        const StarPoint& point = star_[static_cast<size_t>(i)];
        const QPointF at = starPointAt(i);
        painter.setPen(isMarked(i) ? QPen(named("text"), 2) : QPen(background, 1));
        painter.setBrush(colorOfPoint(point));
        if (point.text)
            painter.drawEllipse(at, kStarRadius, kStarRadius);
        else
            painter.drawRect(QRectF(at.x() - kStarRadius, at.y() - kStarRadius, 2 * kStarRadius,
                                    2 * kStarRadius));
        drawSign(painter, at, starKinds_[point.kind].positive);
    }
}

/// The name of what was placed by hand, beside its cross, with its picture above.
QRectF PointMap::probeBox() const
{
    const QFontMetricsF metrics(font());
    const QPointF at = toWidget(*probe_);
    QSizeF size = plateSize(metrics, metrics.elidedText(probeName_, Qt::ElideMiddle, width() / 3));
    if (!probePicture_.isNull())
        size = {std::max(size.width(), kProbeSide + 2 * kPlateRoom),
                size.height() + kProbeSide + kPlateRoom};
    QRectF box({}, size);
    box.moveCenter(at);
    const bool right = at.x() + kProbeArm + 3 + size.width() <= width();
    box.moveLeft(right ? at.x() + kProbeArm + 3 : at.x() - kProbeArm - 3 - size.width());
    box.moveTop(std::clamp(box.top(), 0.0, std::max(0.0, height() - size.height())));
    return box;
}

void PointMap::drawProbe(QPainter& painter) const
{
    const QPointF at = toWidget(*probe_);
    painter.setPen(QPen(named("accent"), 2));
    painter.drawLine(at - QPointF(kProbeArm, 0), at + QPointF(kProbeArm, 0));
    painter.drawLine(at - QPointF(0, kProbeArm), at + QPointF(0, kProbeArm));
    const QRectF box = probeBox();
    painter.setPen(QPen(named("accent"), 1));
    painter.setBrush(named("raised"));
    painter.drawRoundedRect(box, 4, 4);
    QRectF words = box;
    if (!probePicture_.isNull()) {
        QRectF where(
            {}, QSizeF(probePicture_.size()).scaled(kProbeSide, kProbeSide, Qt::KeepAspectRatio));
        where.moveCenter({box.center().x(), box.top() + kPlateRoom + kProbeSide / 2.0});
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(where, probePicture_, QRectF(probePicture_.rect()));
        words.setTop(box.top() + kPlateRoom + kProbeSide);
    }
    painter.setPen(named("text"));
    painter.drawText(words, Qt::AlignCenter,
                     QFontMetricsF(font()).elidedText(probeName_, Qt::ElideMiddle, width() / 3));
}

// --- legend ----------------------------------------------------------------------------------

QRectF PointMap::legendBox() const
{
    if (pairs() == 0)
        return {};
    const QFontMetrics metrics(font());
    const int line = metrics.height() + 4;
    int wide = 0;
    for (const QString& name : {tr("Picture"), tr("Caption")})
        wide = std::max(wide, metrics.horizontalAdvance(name) + 32);
    for (const StarKind& kind : starKinds_)
        wide = std::max(wide, metrics.horizontalAdvance(kind.name) + 32);
    int lines = 2 + static_cast<int>(starKinds_.size());
    if (coloring_ == Coloring::Similarity) {
        const QString ends = QString::number(static_cast<double>(least_), 'f', 2) +
                             tr("%1 similarity").arg(static_cast<double>(most_), 0, 'f', 2);
        wide = std::max(wide, metrics.horizontalAdvance(ends) + kScaleWidth + 24);
        ++lines;
    }
    return QRectF(8, height() - 12 - lines * line, wide, lines * line + 4);
}

void PointMap::drawLegend(QPainter& painter) const
{
    if (pairs() == 0)
        return;
    const QColor background = named("panel");
    const QFontMetrics metrics = painter.fontMetrics();
    const int line = metrics.height() + 4;
    const bool kinds = coloring_ == Coloring::Kind;
    const QRectF box = legendBox();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawRoundedRect(box, 4, 4);
    double y = box.top() + 2 + line / 2.0;
    const auto tell = [&](const QString& name) {
        painter.setPen(named("text"));
        painter.drawText(QRectF(box.left() + 24, y - line / 2.0, box.width(), line),
                         Qt::AlignVCenter, name);
        y += line;
    };
    for (const bool text : {false, true}) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(kinds ? readableOn(okabeIto(text ? kTextSlot : kPictureSlot), background)
                               : named("muted"));
        if (text)
            painter.drawEllipse(QPointF(box.left() + 12, y), 4, 4);
        else
            painter.drawRect(QRectF(box.left() + 8, y - 4, 8, 8));
        tell(text ? tr("Caption") : tr("Picture"));
    }
    for (const StarKind& kind : starKinds_) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(readableOn(kind.color, background));
        painter.drawEllipse(QPointF(box.left() + 12, y), 6, 6);
        drawSign(painter, {box.left() + 12, y}, kind.positive);
        tell(kind.name);
    }
    if (kinds)
        return;
    const QString least = QString::number(static_cast<double>(least_), 'f', 2);
    const QRectF row(box.left() + 8, y - line / 2.0, box.width() - 16, line);
    painter.setPen(named("text"));
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, least);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight,
                     tr("%1 similarity").arg(static_cast<double>(most_), 0, 'f', 2));
    const double left = row.left() + metrics.horizontalAdvance(least) + 4;
    QLinearGradient scale(left, 0, left + kScaleWidth, 0);
    for (int i = 0; i <= 8; ++i)
        scale.setColorAt(i / 8.0, sequentialColor(static_cast<float>(i) / 8));
    painter.setPen(Qt::NoPen);
    painter.setBrush(scale);
    painter.drawRect(QRectF(left, row.center().y() - 4, kScaleWidth, 8));
}

} // namespace unimo::plots
