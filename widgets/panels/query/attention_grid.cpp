// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/attention_grid.h"

#include "widgets/look/theme.h"
#include "widgets/plots/sequential_color.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace unimo::panels {

using inference::AttentionChoice;
using look::Theme;

namespace {

constexpr int kCell = 15;
constexpr int kSmallCell = 11; ///< of large models
constexpr int kManyHeads = 12;
constexpr int kGap = 1;

} // namespace

AttentionGrid::AttentionGrid(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Layers and heads"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AttentionGrid::setShares(int layers, int heads, const std::vector<float>& shares)
{
    layers_ = layers;
    heads_ = heads;
    shares_ = shares;
    updateGeometry();
    update();
}

void AttentionGrid::setChoice(const AttentionChoice& choice)
{
    choice_ = choice;
    update();
}

QRect AttentionGrid::cell(int layer, int head) const
{
    const int side = heads_ > kManyHeads ? kSmallCell : kCell;
    const int left = fontMetrics().horizontalAdvance(QStringLiteral("00")) + 6;
    const int top = fontMetrics().height() + 2;
    QRect area(left + head * (side + kGap), top + layer * (side + kGap), side, side);
    if (head < 0)
        area = {0, area.top(), left - 2, side};
    if (layer < 0)
        area = {area.left(), 0, area.width(), top - 2};
    return area;
}

QSize AttentionGrid::sizeHint() const
{
    if (layers_ == 0)
        return {0, 0};
    const QRect last = cell(layers_ - 1, heads_ - 1);
    return {last.right() + 3, last.bottom() + 3};
}

void AttentionGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::instance();
    const float most =
        shares_.empty() ? 1 : std::max(1e-6F, *std::max_element(shares_.begin(), shares_.end()));
    const auto label = [&](const QRect& area, int number, Qt::Alignment alignment, bool chosen) {
        painter.setPen(theme.color(QString::fromLatin1(chosen ? "accent" : "muted")));
        painter.drawText(area.adjusted(-4, 0, 4, 0), alignment, QString::number(number));
    };
    const int side = cell(0, 0).width();
    const int step = fontMetrics().horizontalAdvance(QStringLiteral("00")) + 3 > side ? 2 : 1;
    for (int head = 0; head < heads_; head += step)
        label(cell(-1, head), head + 1, Qt::AlignCenter, choice_.head == head);
    for (int layer = 0; layer < layers_; ++layer) {
        label(cell(layer, -1).adjusted(0, 0, -6, 0), layer + 1, Qt::AlignRight | Qt::AlignVCenter,
              choice_.layer == layer);
        for (int head = 0; head < heads_; ++head) {
            const QRect area = cell(layer, head);
            painter.fillRect(area, plots::sequentialColor(
                                       shares_[static_cast<size_t>(layer * heads_ + head)] / most));
            const bool chosen = !choice_.rollout && (choice_.layer >= 0 || choice_.head >= 0) &&
                                (choice_.layer < 0 || choice_.layer == layer) &&
                                (choice_.head < 0 || choice_.head == head);
            if (!chosen)
                continue;
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(Qt::white, 3));
            painter.drawRect(area.adjusted(0, 0, -1, -1));
            painter.setPen(QPen(Qt::black, 1));
            painter.drawRect(area.adjusted(0, 0, -1, -1));
        }
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme.color(QStringLiteral("accent")));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

AttentionChoice AttentionGrid::choiceAt(const QPoint& point) const
{
    for (int layer = -1; layer < layers_; ++layer)
        for (int head = -1; head < heads_; ++head)
            if (cell(layer, head).adjusted(0, 0, kGap, kGap).contains(point) &&
                (layer >= 0 || head >= 0))
                return {layer, head};
    return {};
}

void AttentionGrid::take(const AttentionChoice& choice)
{
    setChoice(choice);
    Q_EMIT chosen(choice);
}

void AttentionGrid::mousePressEvent(QMouseEvent* event)
{
    const AttentionChoice clicked = choiceAt(event->pos());
    take(clicked == choice_ ? AttentionChoice() : clicked);
}

void AttentionGrid::keyPressEvent(QKeyEvent* event)
{
    AttentionChoice next = choice_;
    next.rollout = false;
    switch (event->key()) {
    case Qt::Key_Down:
        next.layer = std::min(next.layer + 1, layers_ - 1);
        break;
    case Qt::Key_Up:
        next.layer = std::max(next.layer - 1, -1);
        break;
    case Qt::Key_Right:
        next.head = std::min(next.head + 1, heads_ - 1);
        break;
    case Qt::Key_Left:
        next.head = std::max(next.head - 1, -1);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    take(next);
}

bool AttentionGrid::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const AttentionChoice at = choiceAt(help->pos());
    QString text;
    if (at.layer >= 0 && at.head >= 0)
        text = tr("Layer %1, head %2: %3 % of the attention crosses between picture and text")
                   .arg(at.layer + 1)
                   .arg(at.head + 1)
                   .arg(shares_[static_cast<size_t>(at.layer * heads_ + at.head)] * 100, 0, 'f', 0);
    else if (at.layer >= 0)
        text = tr("Mean over the heads of layer %1").arg(at.layer + 1);
    else if (at.head >= 0)
        text = tr("Mean over the layers of head %1").arg(at.head + 1);
    else
        text = tr("Layers from top to bottom, heads from left to right; arrow keys move");
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace unimo::panels
