// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/evidence.h"

#include <QWidget>
#include <vector>

namespace unimo::panels {

/// Every layer (row) and head (column) as a cell, the brighter the more of its attention crosses
/// between picture and text. A click chooses the head, its layer or its column.
class AttentionGrid : public QWidget
{
    Q_OBJECT
public:
    explicit AttentionGrid(QWidget* parent = nullptr);
    /// shares: [layers, heads]
    void setShares(int layers, int heads, const std::vector<float>& shares);
    void setChoice(const inference::AttentionChoice& choice);
    [[nodiscard]] QRect cell(int layer, int head) const; ///< -1: the label of the row or column

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(const unimo::inference::AttentionChoice& choice);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] inference::AttentionChoice choiceAt(const QPoint& point) const;
    void take(const inference::AttentionChoice& choice);

    int layers_ = 0;
    int heads_ = 0;
    std::vector<float> shares_;
    inference::AttentionChoice choice_;
};

} // namespace unimo::panels
