// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proposals.h"
#include "core/store/records.h"
#include "widgets/look/picture_view.h"

#include <QTimer>
#include <vector>

namespace unimo::panels {

/// A picture whose boxes are drawn, moved, resized and chosen by mouse or keyboard. It keeps
/// nothing: what a person does is told, and the boxes come back by setBoxes().
///
/// Mouse: drag beside a box draws one (with Shift also inside another), drag a box moves it, drag
/// the chosen box's border resizes it. Keys: Tab and Shift+Tab choose, arrows move by one pixel of
/// the picture (Ctrl: ten), with Shift they move the right and the lower side; Insert draws a box
/// in the middle, Del deletes, Enter labels, Esc lets go.
class BoxEditor : public look::PictureView
{
    Q_OBJECT
public:
    explicit BoxEditor(QWidget* parent = nullptr);

    /// The boxes that can be edited, and those that are only proposed, which are dashed. What was
    /// chosen stays so where it is still there.
    void setRegions(qint64 sample, const std::vector<store::Region>& regions,
                    const std::vector<store::Proposal>& proposals);
    [[nodiscard]] const std::vector<store::Region>& regions() const { return regions_; }
    /// -1: none.
    [[nodiscard]] int chosenRegion() const { return chosenRegion_; }
    void chooseRegion(int region);
    /// Where a box of the picture is on the screen.
    [[nodiscard]] QRect placeOf(const QRectF& area) const { return onScreen(area).toRect(); }
    /// What a person typed of a box, until the data's change comes back.
    void setRegion(int at, const store::Region& region)
    {
        regions_[static_cast<size_t>(at)] = region;
    }

Q_SIGNALS:
    /// Fractions of the picture.
    void drawn(const QRectF& area);
    void changed(const unimo::store::Region& region);
    void deleteWanted(qint64 region);
    void labelWanted();
    void regionChosen(int region);
    /// Another sample: -1 the one before, 1 the next.
    void stepWanted(int step);
    /// Esc, with nothing chosen.
    void leaveWanted();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    enum class Drag { None, Draw, Move, Resize };
    [[nodiscard]] QPointF toPicture(const QPointF& point) const;
    [[nodiscard]] Qt::Edges edgesAt(const QPointF& point) const;
    [[nodiscard]] int regionAt(const QPointF& point) const;
    [[nodiscard]] QRectF dragged(const QPointF& point) const;
    [[nodiscard]] QRectF areaOf(int region) const;
    [[nodiscard]] QSizeF pixel() const;
    void showCursor(const QPointF& point);
    void nudge(const QPointF& by, bool resize);
    void tellChange();

    qint64 sample_ = 0;
    std::vector<store::Region> regions_;
    int chosenRegion_ = -1;
    Drag drag_ = Drag::None;
    Qt::Edges edges_;
    QPointF from_;   ///< where the drag began, fractions
    QRectF before_;  ///< the chosen box then
    QRectF drawing_; ///< the box being drawn
    QTimer settle_;  ///< after the last key: a row of keys is one step
    bool nudged_ = false;
};

} // namespace unimo::panels
