// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/box_editor.h"

#include "widgets/look/theme.h"
#include "widgets/models/labelled_boxes.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

namespace unimo::panels {
namespace {

constexpr int kReach = 6;       ///< pixels around a border that take hold of it
constexpr int kHandle = 8;      ///< pixels
constexpr double kSmallest = 5; ///< pixels of the screen: less is a click
constexpr int kSettleMs = 500;

/// Within the picture.
QRectF inside(const QRectF& area)
{
    return area.normalized().intersected(QRectF(0, 0, 1, 1));
}

Box boxOf(const QRectF& area)
{
    return {static_cast<float>(area.left()), static_cast<float>(area.top()),
            static_cast<float>(std::min(area.right(), 1.0)),
            static_cast<float>(std::min(area.bottom(), 1.0))};
}

} // namespace

BoxEditor::BoxEditor(QWidget* parent) : PictureView(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Picture with its boxes"));
    setAccessibleDescription(
        tr("Tab chooses a box, arrows move it, Shift with arrows resizes it, Insert draws one, "
           "Del deletes it, Enter labels it"));
    settle_.setSingleShot(true);
    connect(&settle_, &QTimer::timeout, this, &BoxEditor::tellChange);
}

void BoxEditor::setRegions(qint64 sample, const std::vector<store::Region>& regions,
                           const std::vector<store::Proposal>& proposals)
{
    if (sample != sample_)
        tellChange();
    const qint64 chosen = chosenRegion_ >= 0 ? regions_[static_cast<size_t>(chosenRegion_)].id : 0;
    // The boxes come back while keys or the mouse still move one of them: it stays where they
    // brought it.
    const Drag drag = sample == sample_ ? drag_ : Drag::None;
    const bool nudged = std::exchange(nudged_, false);
    const bool held = (nudged || drag == Drag::Move || drag == Drag::Resize) && chosenRegion_ >= 0;
    const QRectF moved = held ? areaOf(chosenRegion_) : QRectF();
    drag_ = drag == Drag::Draw ? drag : Drag::None;
    sample_ = sample;
    regions_ = regions;
    auto boxes = models::labelledBoxes(regions);
    for (const store::Proposal& proposal : proposals)
        if (proposal.kind == store::Proposal::Kind::Box)
            boxes.push_back({QRectF(QPointF(proposal.box.x1, proposal.box.y1),
                                    QPointF(proposal.box.x2, proposal.box.y2)),
                             tr("%1?").arg(QString::fromStdString(proposal.text)),
                             {},
                             true});
    setBoxes(boxes);
    const auto found = std::find_if(regions_.begin(), regions_.end(),
                                    [&](const auto& region) { return region.id == chosen; });
    chosenRegion_ = found == regions_.end() ? -1 : static_cast<int>(found - regions_.begin());
    setChosen(chosenRegion_);
    if (held && chosenRegion_ >= 0) {
        setBoxArea(chosenRegion_, moved);
        nudged_ = nudged;
        drag_ = drag;
    }
    Q_EMIT regionChosen(chosenRegion_);
}

void BoxEditor::chooseRegion(int region)
{
    if (region != chosenRegion_)
        tellChange();
    chosenRegion_ = region;
    setChosen(region);
    Q_EMIT regionChosen(region);
}

QRectF BoxEditor::areaOf(int region) const
{
    return boxes()[region].area;
}

QPointF BoxEditor::toPicture(const QPointF& point) const
{
    const QRectF area = pictureArea();
    return {std::clamp((point.x() - area.x()) / std::max(area.width(), 1.0), 0.0, 1.0),
            std::clamp((point.y() - area.y()) / std::max(area.height(), 1.0), 0.0, 1.0)};
}

/// One pixel of the picture as a fraction of it.
QSizeF BoxEditor::pixel() const
{
    const QSizeF shown = pictureArea().size();
    return {1 / std::max(shown.width(), 1.0), 1 / std::max(shown.height(), 1.0)};
}

/// The sides of the chosen box that are taken hold of here.
Qt::Edges BoxEditor::edgesAt(const QPointF& point) const
{
    if (chosenRegion_ < 0)
        return {};
    const QRectF area = onScreen(areaOf(chosenRegion_));
    if (!area.adjusted(-kReach, -kReach, kReach, kReach).contains(point))
        return {};
    Qt::Edges edges;
    edges.setFlag(Qt::LeftEdge, std::abs(point.x() - area.left()) <= kReach);
    edges.setFlag(Qt::RightEdge, std::abs(point.x() - area.right()) <= kReach);
    edges.setFlag(Qt::TopEdge, std::abs(point.y() - area.top()) <= kReach);
    edges.setFlag(Qt::BottomEdge, std::abs(point.y() - area.bottom()) <= kReach);
    return edges;
}

/// Not a proposed one.
int BoxEditor::regionAt(const QPointF& point) const
{
    const int box = boxAt(point);
    return box < static_cast<int>(regions_.size()) ? box : -1;
}

void BoxEditor::showCursor(const QPointF& point)
{
    const Qt::Edges edges = edgesAt(point);
    const bool across = edges & (Qt::LeftEdge | Qt::RightEdge);
    const bool down = edges & (Qt::TopEdge | Qt::BottomEdge);
    const bool falling =
        edges == (Qt::LeftEdge | Qt::TopEdge) || edges == (Qt::RightEdge | Qt::BottomEdge);
    if (across && down)
        setCursor(falling ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor);
    else if (across || down)
        setCursor(across ? Qt::SizeHorCursor : Qt::SizeVerCursor);
    else
        setCursor(!hasPicture()          ? Qt::ArrowCursor
                  : regionAt(point) >= 0 ? Qt::SizeAllCursor
                                         : Qt::CrossCursor);
}

void BoxEditor::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !hasPicture() || !boxesVisible())
        return PictureView::mousePressEvent(event);
    setFocus(Qt::MouseFocusReason);
    tellChange();
    const QPointF point = event->position();
    from_ = toPicture(point);
    edges_ = edgesAt(point);
    const bool draws = event->modifiers() & Qt::ShiftModifier;
    const int hit = edges_ && !draws ? chosenRegion_ : draws ? -1 : regionAt(point);
    if (hit != chosenRegion_) {
        chooseRegion(hit);
        edges_ = {};
    }
    drag_ = hit < 0 ? Drag::Draw : edges_ ? Drag::Resize : Drag::Move;
    before_ = hit < 0 ? QRectF() : areaOf(hit);
    drawing_ = {};
}

/// The box that the drag has come to.
QRectF BoxEditor::dragged(const QPointF& point) const
{
    const QPointF to = toPicture(point);
    if (drag_ == Drag::Draw)
        return inside(QRectF(from_, to));
    QRectF area = before_;
    if (drag_ == Drag::Move) {
        area.translate(to - from_);
        area.moveLeft(std::clamp(area.left(), 0.0, 1 - area.width()));
        area.moveTop(std::clamp(area.top(), 0.0, 1 - area.height()));
        return area;
    }
    const QSizeF least = pixel() * kSmallest;
    if (edges_ & Qt::LeftEdge)
        area.setLeft(std::min(to.x(), area.right() - least.width()));
    if (edges_ & Qt::RightEdge)
        area.setRight(std::max(to.x(), area.left() + least.width()));
    if (edges_ & Qt::TopEdge)
        area.setTop(std::min(to.y(), area.bottom() - least.height()));
    if (edges_ & Qt::BottomEdge)
        area.setBottom(std::max(to.y(), area.top() + least.height()));
    return inside(area);
}

void BoxEditor::mouseMoveEvent(QMouseEvent* event)
{
    if (drag_ == Drag::None) {
        PictureView::mouseMoveEvent(event);
        showCursor(event->position());
    } else if (drag_ == Drag::Draw) {
        drawing_ = dragged(event->position());
        update();
    } else {
        setBoxArea(chosenRegion_, dragged(event->position()));
    }
}

void BoxEditor::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || drag_ == Drag::None)
        return;
    const QRectF area = dragged(event->position());
    const Drag drag = std::exchange(drag_, Drag::None);
    drawing_ = {};
    update();
    const QRectF shown = onScreen(area);
    if (drag == Drag::Draw) {
        if (shown.width() >= kSmallest && shown.height() >= kSmallest)
            Q_EMIT drawn(area);
        return;
    }
    setBoxArea(chosenRegion_, area);
    nudged_ = area != before_;
    tellChange();
}

void BoxEditor::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (regionAt(event->position()) >= 0)
        Q_EMIT labelWanted();
}

/// Hands over what was moved, once.
void BoxEditor::tellChange()
{
    settle_.stop();
    if (!std::exchange(nudged_, false) || chosenRegion_ < 0)
        return;
    store::Region region = regions_[static_cast<size_t>(chosenRegion_)];
    region.box = boxOf(areaOf(chosenRegion_));
    regions_[static_cast<size_t>(chosenRegion_)] = region;
    Q_EMIT changed(region);
}

void BoxEditor::nudge(const QPointF& by, bool resize)
{
    QRectF area = areaOf(chosenRegion_);
    const QSizeF least = pixel() * kSmallest;
    if (resize) {
        area.setRight(std::clamp(area.right() + by.x(), area.left() + least.width(), 1.0));
        area.setBottom(std::clamp(area.bottom() + by.y(), area.top() + least.height(), 1.0));
    } else {
        area.moveLeft(std::clamp(area.left() + by.x(), 0.0, 1 - area.width()));
        area.moveTop(std::clamp(area.top() + by.y(), 0.0, 1 - area.height()));
    }
    if (area == areaOf(chosenRegion_))
        return;
    setBoxArea(chosenRegion_, area);
    nudged_ = true;
    settle_.start(kSettleMs);
}

/// Undo takes back keys that are no step yet, before the window's undo takes back a step.
bool BoxEditor::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && nudged_ &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
        event->accept();
        return true;
    }
    return PictureView::event(event);
}

void BoxEditor::keyPressEvent(QKeyEvent* event)
{
    if (nudged_ && event->matches(QKeySequence::Undo)) {
        settle_.stop();
        nudged_ = false;
        const auto& box = regions_[static_cast<size_t>(chosenRegion_)].box;
        return setBoxArea(chosenRegion_, QRectF(QPointF(box.x1, box.y1), QPointF(box.x2, box.y2)));
    }
    const bool chosen = chosenRegion_ >= 0;
    const QSizeF step = pixel() * (event->modifiers() & Qt::ControlModifier ? 10 : 1);
    const bool resize = event->modifiers() & Qt::ShiftModifier;
    const bool horizontal = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const int sign = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (chosen)
            nudge(horizontal ? QPointF(sign * step.width(), 0) : QPointF(0, sign * step.height()),
                  resize);
        else
            Q_EMIT stepWanted(sign);
        return;
    case Qt::Key_Insert:
        if (hasPicture())
            Q_EMIT drawn({0.35, 0.35, 0.3, 0.3});
        return;
    case Qt::Key_Delete:
        if (chosen) {
            nudged_ = false;
            Q_EMIT deleteWanted(regions_[static_cast<size_t>(chosenRegion_)].id);
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (chosen) {
            Q_EMIT labelWanted();
            return;
        }
        break;
    case Qt::Key_Escape:
        if (drag_ != Drag::None) {
            if (drag_ != Drag::Draw)
                setBoxArea(chosenRegion_, before_);
            drag_ = Drag::None;
            drawing_ = {};
            update();
        } else if (chosen) {
            chooseRegion(-1);
        } else {
            Q_EMIT leaveWanted();
        }
        return;
    default:
        break;
    }
    PictureView::keyPressEvent(event);
}

bool BoxEditor::focusNextPrevChild(bool next)
{
    // Tab goes through the boxes, then on to the next control.
    const int last = static_cast<int>(regions_.size()) - 1;
    const int wanted = chosenRegion_ + (next ? 1 : -1);
    if (chosenRegion_ < 0 ? last < 0 || !next : wanted < 0 || wanted > last)
        return PictureView::focusNextPrevChild(next);
    chooseRegion(wanted);
    return true;
}

void BoxEditor::focusInEvent(QFocusEvent* event)
{
    PictureView::focusInEvent(event);
    update();
}

void BoxEditor::focusOutEvent(QFocusEvent* event)
{
    PictureView::focusOutEvent(event);
    tellChange();
    update();
}

void BoxEditor::paintEvent(QPaintEvent* event)
{
    PictureView::paintEvent(event);
    const look::Theme& theme = look::Theme::instance();
    QPainter painter(this);
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(QStringLiteral("accent")), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
    if (!drawing_.isEmpty()) {
        painter.setPen(QPen(Qt::black, 3));
        painter.drawRect(onScreen(drawing_));
        painter.setPen(QPen(Qt::white, 1));
        painter.drawRect(onScreen(drawing_));
    }
    if (chosenRegion_ < 0 || !boxesVisible())
        return;
    const QRectF area = onScreen(areaOf(chosenRegion_));
    painter.setPen(QPen(Qt::black, 1));
    painter.setBrush(Qt::white);
    for (const double x : {area.left(), area.center().x(), area.right()})
        for (const double y : {area.top(), area.center().y(), area.bottom()})
            if (QPointF(x, y) != area.center())
                painter.drawRect(QRectF(x - kHandle / 2.0, y - kHandle / 2.0, kHandle, kHandle));
}

} // namespace unimo::panels
