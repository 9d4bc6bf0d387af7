// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/scene_graph_view.h"

#include "widgets/look/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace unimo::panels {

using look::Theme;

namespace {

constexpr int kGap = 20;     ///< between nodes
constexpr int kPadding = 10; ///< around a node's words
constexpr double kArrowHead = 7;

QColor color(const char* name)
{
    return Theme::instance().color(QString::fromLatin1(name));
}

} // namespace

SceneGraphView::SceneGraphView(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Scene graph"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SceneGraphView::setGraph(const std::optional<rewrite::SceneGraph>& graph)
{
    nodes_.clear();
    arrows_.clear();
    read_ = graph.has_value();
    QStringList spoken;
    if (graph) {
        const auto text = [&](const store::TextSpan& span) {
            return QString::fromStdString(graph->text(span));
        };
        for (const auto& object : graph->objects) {
            QStringList attributes;
            if (object.count)
                attributes << text(*object.count);
            for (const auto& attribute : object.attributes)
                attributes << text(attribute);
            nodes_.push_back({text(object.noun), attributes.join(QStringLiteral(" · "))});
            spoken << attributes.join(QLatin1Char(' ')) + QLatin1Char(' ') + nodes_.back().noun;
        }
        for (const auto& relation : graph->relations) {
            arrows_.push_back({static_cast<int>(relation.subject),
                               static_cast<int>(relation.object), text(relation.words)});
            spoken << QStringLiteral("%1 %2 %3")
                          .arg(nodes_[arrows_.back().from].noun, arrows_.back().words,
                               nodes_[arrows_.back().to].noun);
        }
    }
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    update();
}

/// In one row in the order of the text; narrower than their words only where the row is too.
QVector<QRectF> SceneGraphView::nodeAreas() const
{
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics strong(bold);
    QVector<double> widths;
    double total = kGap * static_cast<double>(nodes_.size() - 1);
    for (const Node& node : nodes_) {
        widths << std::max(strong.horizontalAdvance(node.noun),
                           fontMetrics().horizontalAdvance(node.attributes)) +
                      2.0 * kPadding;
        total += widths.back();
    }
    // Room for the words of the arrows between the nodes.
    double gap = kGap;
    if (nodes_.size() > 1)
        gap +=
            std::clamp((width() - 2.0 - total) / static_cast<double>(nodes_.size() - 1), 0.0, 90.0);
    const double shrink = total > width() - 2 ? (width() - 2.0) / total : 1.0;
    const double high = 2.0 * fontMetrics().height() + 12;
    QVector<QRectF> areas;
    double x = 1;
    for (const double wide : widths) {
        areas << QRectF(x, height() - high - 2, wide * shrink, high);
        x += (wide + gap) * shrink;
    }
    return areas;
}

void SceneGraphView::paintNode(QPainter& painter, const Node& node, const QRectF& area) const
{
    painter.setPen(color("border"));
    painter.setBrush(color("raised"));
    painter.drawRoundedRect(area, 6, 6);
    QFont bold = font();
    bold.setBold(true);
    const QRectF inner = area.adjusted(4, 4, -4, -4);
    const bool plain = node.attributes.isEmpty();
    const QRectF upper(inner.left(), inner.top(), inner.width(), inner.height() / 2);
    painter.setFont(bold);
    painter.setPen(color("text"));
    painter.drawText(
        plain ? inner : upper, Qt::AlignCenter,
        QFontMetrics(bold).elidedText(node.noun, Qt::ElideRight, static_cast<int>(inner.width())));
    painter.setFont(font());
    painter.setPen(color("muted"));
    painter.drawText(
        upper.translated(0, inner.height() / 2), Qt::AlignCenter,
        fontMetrics().elidedText(node.attributes, Qt::ElideRight, static_cast<int>(inner.width())));
}

/// An arch over the nodes, its words on top of it.
void SceneGraphView::paintArrow(QPainter& painter, const Arrow& arrow, const QVector<QRectF>& areas,
                                double height) const
{
    const QRectF& from = areas[arrow.from];
    const QRectF& to = areas[arrow.to];
    const double side = from.center().x() < to.center().x() ? 0.12 : -0.12;
    const QPointF start(from.center().x() + side * from.width(), from.top());
    const QPointF end(to.center().x() - side * to.width(), to.top());
    const QPointF up(0, -height * 4 / 3); // the arch itself reaches three quarters of this
    QPainterPath path(start);
    path.cubicTo(start + up, end + up, end);
    painter.setPen(QPen(color("accent"), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);

    QPolygonF head;
    for (const double turn : {0.42, -0.42})
        head << end + QPointF(std::sin(turn), -std::cos(turn)) * kArrowHead;
    head.insert(1, end);
    painter.drawPolyline(head);

    const QPointF top = path.pointAtPercent(0.5);
    const int room = std::max(60, static_cast<int>(std::abs(end.x() - start.x())) + 40);
    const QString words = fontMetrics().elidedText(arrow.words, Qt::ElideMiddle, room);
    QRectF label(0, 0, fontMetrics().horizontalAdvance(words) + 8.0, fontMetrics().height());
    label.moveCenter(top);
    label.moveLeft(std::clamp(label.left(), 0.0, std::max(0.0, width() - label.width())));
    painter.fillRect(label, color("panel"));
    painter.setPen(color("text"));
    painter.drawText(label, Qt::AlignCenter, words);
}

void SceneGraphView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (nodes_.isEmpty()) {
        painter.setPen(color("muted"));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         read_ ? tr("The caption names no things.")
                               : tr("The caption could not be read as a scene graph."));
        return;
    }
    const auto areas = nodeAreas();
    // Long arches above short ones, so that they do not cross; each on a height of its own.
    QVector<Arrow> ordered = arrows_;
    std::stable_sort(ordered.begin(), ordered.end(), [](const Arrow& a, const Arrow& b) {
        return std::abs(a.from - a.to) < std::abs(b.from - b.to);
    });
    const double room = areas.front().top() - fontMetrics().height() / 2.0 - 2;
    for (int i = 0; i < ordered.size(); ++i)
        paintArrow(painter, ordered[i], areas,
                   room * (i + 1) / static_cast<double>(ordered.size()));
    for (int i = 0; i < nodes_.size(); ++i)
        paintNode(painter, nodes_[i], areas[i]);
}

} // namespace unimo::panels
