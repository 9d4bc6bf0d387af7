// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/scene_graph.h"

#include <QRectF>
#include <QVector>
#include <QWidget>
#include <optional>

namespace unimo::panels {

/// The facts of a caption: a node for each thing with its number and attributes, an arrow for each
/// relation.
class SceneGraphView : public QWidget
{
    Q_OBJECT
public:
    explicit SceneGraphView(QWidget* parent = nullptr);

    /// None: the caption could not be read.
    void setGraph(const std::optional<rewrite::SceneGraph>& graph);

    [[nodiscard]] QSize sizeHint() const override { return {360, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 110}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Node
    {
        QString noun;
        QString attributes; ///< number and attributes on one line
    };
    struct Arrow
    {
        int from = 0;
        int to = 0;
        QString words;
    };
    [[nodiscard]] QVector<QRectF> nodeAreas() const;
    void paintNode(QPainter& painter, const Node& node, const QRectF& area) const;
    void paintArrow(QPainter& painter, const Arrow& arrow, const QVector<QRectF>& areas,
                    double height) const;

    QVector<Node> nodes_;
    QVector<Arrow> arrows_;
    bool read_ = false;
};

} // namespace unimo::panels
