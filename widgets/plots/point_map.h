// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/plots/point_grid.h"

#include <QImage>
#include <QLineF>
#include <QPainterPath>
#include <QPixmap>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QSet>
#include <QVector>
#include <QWidget>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace unimo::plots {

class PlateLayout;

/// Pairs of points on a plane: pictures as squares, their texts as dots, a line between the two.
/// Gestures as in every plot: the wheel zooms at the cursor, dragging pans, Shift-drag selects a
/// rectangle and Alt-drag a lasso (with Ctrl added to the selection), a double click fits, Esc
/// clears; arrow keys walk to the next pair in that direction. Points are drawn into an image, so
/// that a million of them pan and zoom.
class PointMap : public QWidget
{
    Q_OBJECT
public:
    enum class Coloring { Kind, Similarity };

    explicit PointMap(QWidget* parent = nullptr);

    /// places: pictures, then texts, pair by pair. Values colour a pair, -1 to 1 (its similarity).
    /// The view stays where the number of pairs stays; else it fits.
    void setPairs(const std::vector<QPointF>& places, std::vector<float> values);
    /// Other places of the same pairs.
    void movePairs(const std::vector<QPointF>& places);
    [[nodiscard]] int pairs() const { return static_cast<int>(values_.size()); }
    void setColoring(Coloring coloring);
    void setLinesShown(bool shown);
    /// Small pictures in place of squares where there is room; null pixmaps are not drawn.
    void setThumbnails(std::function<QPixmap(int pair)> thumbnail);
    /// Lines under the points, around where pictures and captions lie densely, on the plane.
    void setContours(QVector<QPolygonF> pictures, QVector<QPolygonF> captions);
    /// Words beside groups of points, the most important first; as many as find room where nothing
    /// is drawn. While a star is shown they are not.
    void setLabels(std::vector<std::pair<QPointF, QString>> labels);
    using ShownPlates = std::vector<std::pair<QRectF, QString>>;
    /// The labels that have room in this view, by their boxes on the widget.
    [[nodiscard]] ShownPlates shownLabels() const { return shownPlates(/*ofStar=*/false); }
    /// A point of its own, with its name and perhaps a picture; none: no place.
    void setProbe(const std::optional<QPointF>& place, const QString& name,
                  const QPixmap& picture = {});
    [[nodiscard]] std::optional<QPointF> probeAt() const;

    /// What the primary pair is compared with.
    struct StarKind
    {
        QString name; ///< in the legend
        QColor color;
        bool positive = true; ///< marked + or -
    };
    struct StarPoint
    {
        QPointF place;
        bool text = true; ///< drawn from the pair's picture; a picture from its caption
        int kind = 0;     ///< in the list of kinds
        QString plate;    ///< its margin
    };
    /// Lines from the primary pair, over all else, which steps back. None: no star.
    void setStar(QVector<StarKind> kinds, std::vector<StarPoint> points);
    void setStarCurrent(int point); ///< -1: none
    /// Goes to the primary pair and its star.
    void fitStar();
    [[nodiscard]] QPointF starPointAt(int point) const
    {
        return toWidget(star_[static_cast<size_t>(point)].place);
    }
    /// 0 where there is no primary pair for them.
    [[nodiscard]] int starPoints() const
    {
        return primary_ < 0 ? 0 : static_cast<int>(star_.size());
    }
    /// The margins that have room.
    [[nodiscard]] ShownPlates shownMargins() const { return shownPlates(/*ofStar=*/true); }

    void setSelection(const QSet<int>& pairs);
    [[nodiscard]] const QSet<int>& selection() const { return selection_; }
    void setPrimary(int pair); ///< -1: none
    [[nodiscard]] int primary() const { return primary_; }
    void fit();
    /// The part of the plane that is seen.
    struct View
    {
        QPointF center;
        double scale = 1;   ///< pixels for one unit
        bool fitted = true; ///< to all of it, whatever the widget's size
    };
    [[nodiscard]] View view() const { return {center_, scale_, fitted_}; }
    void setView(const View& view);
    /// Where a picture or text is on the widget.
    [[nodiscard]] QPointF pictureAt(int pair) const { return toWidget(place(pair, false)); }
    [[nodiscard]] QPointF textAt(int pair) const { return toWidget(place(pair, true)); }

    /// PNG (at twice the size), SVG or PDF by the file's ending, as it is seen.
    [[nodiscard]] Status savePicture(const QString& file) const;

Q_SIGNALS:
    void primaryChosen(int pair);
    void selectionChosen(const QSet<int>& pairs);
    /// -1: over none.
    void hovered(int pair, const QPoint& at);
    /// By hand.
    void viewChanged(const View& before);
    /// A point of the star was clicked, or is under the cursor.
    void starChosen(int point);
    void starHovered(int point, const QPoint& at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Mode { None, Pan, Rectangle, Lasso };

    [[nodiscard]] QPointF place(int pair, bool text) const
    {
        const auto at = static_cast<size_t>(text ? pairs() + pair : pair);
        return {static_cast<double>(x_[at]), static_cast<double>(y_[at])};
    }
    /// Calls use(pair, text, x, y) for all points that lie in the view, at pixels of an image with
    /// this ratio.
    template <typename Use>
    void forSeen(double ratio, double margin, const Use& use) const;
    [[nodiscard]] QPointF toWidget(const QPointF& place) const;
    [[nodiscard]] QPointF toPlane(const QPointF& at) const;
    void zoom(double factor, const QPointF& at);
    /// The pair of the point under the cursor, -1: none is near.
    [[nodiscard]] int pairAt(const QPointF& at) const;
    [[nodiscard]] int starAt(const QPointF& at) const;
    [[nodiscard]] int next(int key) const;
    void finishArea(Qt::KeyboardModifiers modifiers);
    /// The colours of this drawing, looked up once for all points.
    struct Palette
    {
        QRgb kinds[2];
        std::vector<QRgb> scale; ///< by similarity; empty: coloured by kind
    };
    [[nodiscard]] Palette palette() const;
    [[nodiscard]] QRgb colorOf(const Palette& palette, int pair, bool text) const;
    void touch();
    void fitTo(const QRectF& area);
    /// Of a point: small where there are many.
    [[nodiscard]] double radius() const;

    /// Calls use(line, color, selected) for each pair that has a line.
    template <typename Use>
    void forLines(const Use& use) const;
    void drawLines(QPainter& painter) const;
    void drawPoints(QPainter& painter) const;
    void drawContours(QPainter& painter) const;
    void drawPlates(QPainter& painter) const;
    /// The same into pixels: for what the window shows.
    void stampLines(QImage& image) const;
    void stampPoints(QImage& image);
    /// Where there are many points, each is one pixel: those in some parts of the image.
    [[nodiscard]] bool singlePixels() const;
    void stampPixels(QImage& image, const std::vector<QRect>& parts);
    void drawLayer();
    /// Moves what is drawn to where the view was dragged and draws what came into sight; false: it
    /// cannot be had so.
    [[nodiscard]] bool panLayer();
    /// The pictures that are drawn small; none where there are too many in the view.
    [[nodiscard]] QVector<int> thumbnailed() const;
    void drawThumbnails(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;
    void drawStar(QPainter& painter) const;
    /// Where a point of the star is compared from.
    [[nodiscard]] QPointF anchorOf(const StarPoint& point) const;
    [[nodiscard]] QRectF probeBox() const;
    void drawProbe(QPainter& painter) const;
    /// What squares, dots or colours mean, in the lower left corner.
    void drawLegend(QPainter& painter) const;
    [[nodiscard]] QRectF legendBox() const;
    void drawAll(QPainter& painter) const;

    /// A plate beside what it names; it moves with it until the view is drawn anew.
    struct Plate
    {
        QPointF anchor; ///< on the plane
        QRectF box;     ///< from the anchor, pixels
        QString text;
        bool ofStar = false;
    };
    [[nodiscard]] const std::vector<Plate>& plates() const;
    [[nodiscard]] std::vector<Plate> layPlates() const;
    void blockPoints(PlateLayout& room) const;
    [[nodiscard]] ShownPlates shownPlates(bool ofStar) const;

    static constexpr int kPictureSlot = 0; ///< Okabe-Ito: blue and orange
    static constexpr int kTextSlot = 1;

    std::vector<float> x_, y_; ///< of pictures, then of texts
    PointGrid grids_[2];       ///< pictures and texts, made when they are drawn
    bool gridded_ = false;     ///< the grids are of these places
    std::vector<float> values_;
    float least_ = 0, most_ = 1; ///< of the values
    Coloring coloring_ = Coloring::Kind;
    bool lines_ = true;
    std::function<QPixmap(int)> thumbnail_;
    QVector<QPolygonF> contours_[2]; ///< of pictures and captions
    std::vector<std::pair<QPointF, QString>> labels_;
    mutable std::optional<std::vector<Plate>> plates_; ///< none: to be laid anew
    std::optional<QPointF> probe_;
    QString probeName_;
    QPixmap probePicture_;
    QVector<StarKind> starKinds_;
    std::vector<StarPoint> star_;
    int starCurrent_ = -1, starHover_ = -1;
    QSet<int> selection_;
    std::vector<uint8_t> chosen_; ///< the same, one flag a pair
    int primary_ = -1;
    int hover_ = -1;

    QPointF center_;     ///< of the view, on the plane
    double scale_ = 1;   ///< pixels for one unit of the plane
    bool fitted_ = true; ///< until the view is changed by hand
    Mode mode_ = Mode::None;
    QPointF start_, last_;
    View pressed_; ///< as it was when the button went down
    QPolygonF lasso_;
    QPointF panned_; ///< pixels that the view was dragged since the layer was drawn
    QImage layer_;   ///< points and lines of the view; null: to be drawn anew
};

template <typename Use>
void PointMap::forSeen(double ratio, double margin, const Use& use) const
{
    const double scaled = scale_ * ratio;
    const QPointF zero = toWidget({0, 0}) * ratio;
    const double wide = width() * ratio + margin, high = height() * ratio + margin;
    for (const bool text : {false, true})
        for (int pair = 0; pair < pairs(); ++pair) {
            const QPointF at = place(pair, text);
            const double x = zero.x() + at.x() * scaled, y = zero.y() - at.y() * scaled;
            if (x >= -margin && y >= -margin && x < wide && y < high)
                use(pair, text, x, y);
        }
}

} // namespace unimo::plots
