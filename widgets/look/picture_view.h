// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QPixmap>
#include <QRectF>
#include <QString>
#include <QVector>
#include <QWidget>

namespace unimo::look {

/// A picture, fitted into the widget, with labelled boxes drawn over it.
class PictureView : public QWidget
{
    Q_OBJECT
public:
    struct LabelledBox
    {
        QRectF area; ///< fractions of the picture
        QString label;
        QColor fill = {};    ///< laid over the picture inside the box; not valid: nothing
        bool dashed = false; ///< only proposed
    };

    explicit PictureView(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    [[nodiscard]] bool hasPicture() const { return !picture_.isNull(); }
    void setBoxes(const QVector<LabelledBox>& boxes);
    [[nodiscard]] const QVector<LabelledBox>& boxes() const { return boxes_; }
    /// Frames this box as the chosen one; -1: none.
    void setChosen(int box);
    void setBoxesVisible(bool visible);
    [[nodiscard]] bool boxesVisible() const { return boxesVisible_; }
    /// Shown in the middle while there is no picture.
    void setPlaceholder(const QString& text);

    [[nodiscard]] QSize sizeHint() const override { return {320, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }

Q_SIGNALS:
    /// The smallest box under the mouse, or -1 beside all of them.
    void boxClicked(int box);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    /// Where the picture is drawn.
    [[nodiscard]] QRectF pictureArea() const;
    [[nodiscard]] QRectF onScreen(const QRectF& box) const;
    /// The smallest box at this place of the widget, or -1.
    [[nodiscard]] int boxAt(const QPointF& point) const;
    void setBoxArea(int box, const QRectF& area);

private:
    void paintBox(QPainter& painter, int index) const;
    [[nodiscard]] QRectF labelArea(int index) const;
    void paintLabel(QPainter& painter, int index) const;

    QPixmap picture_;
    QPixmap scaled_; ///< picture_ at the size last drawn
    QVector<LabelledBox> boxes_;
    QString placeholder_;
    bool boxesVisible_ = true;
    int hovered_ = -1;
    int chosen_ = -1;
};

} // namespace unimo::look
