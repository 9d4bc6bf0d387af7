// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>

class QCPAxis;
class QCustomPlot;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;

namespace unimo::plots {

/// How much of the range stays for a notch of the wheel (120 units) and for a key.
constexpr double kZoomPerNotch = 0.85;
constexpr double kZoomPerKey = 0.7;

/// The gestures that are the same in every plot: the wheel zooms at the cursor (beside an axis:
/// that axis alone), dragging pans, Shift-drag zooms to a rectangle, a double click fits, Esc
/// clears.
/// + and - zoom at the centre. The owner redraws on changed() and answers fitWanted(), cleared().
class PlotGestures : public QObject
{
    Q_OBJECT
public:
    explicit PlotGestures(QCustomPlot* plot);
    ~PlotGestures() override;

    [[nodiscard]] bool dragging() const { return mode_ != Mode::None; }
    /// Above 1 shows more.
    void zoom(double factor, QPointF center, bool horizontal, bool vertical);

Q_SIGNALS:
    /// The ranges were changed by hand.
    void changed();
    void fitWanted();
    void cleared();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Mode { None, Pan, Rectangle };

    void press(QMouseEvent* event);
    void move(QMouseEvent* event);
    void release(QMouseEvent* event);
    void wheel(QWheelEvent* event);
    bool key(int key);
    void zoomToBand();

    QCustomPlot* plot_;
    QRubberBand* band_;
    Mode mode_ = Mode::None;
    QPointF start_;
    QPointF last_;
};

} // namespace unimo::plots
