// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/value_table.h"

#include "widgets/look/theme.h"

#include <QPainter>
#include <algorithm>

namespace unimo::plots {
namespace {
constexpr int kMostRows = 5;
constexpr int kPadding = 8;
constexpr int kGap = 8;
constexpr int kDot = 8;
constexpr int kWidestName = 160;
} // namespace

ValueTable::ValueTable(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

int ValueTable::shownRows() const
{
    return std::min(static_cast<int>(rows_.size()), kMostRows);
}

QString ValueTable::more() const
{
    const int hidden = static_cast<int>(rows_.size()) - shownRows();
    return hidden > 0 ? tr("and %1 more").arg(hidden) : QString();
}

void ValueTable::setContent(const QString& heading, const QVector<Row>& rows)
{
    heading_ = heading;
    rows_ = rows;
    const QFontMetrics metrics = fontMetrics();
    nameWidth_ = 0;
    int valueWidth = 0;
    for (int i = 0; i < shownRows(); ++i) {
        nameWidth_ = std::max(nameWidth_, metrics.horizontalAdvance(rows[i].name));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(rows[i].value));
    }
    if (nameWidth_ > 0) // a little more, since widths are rounded
        nameWidth_ = std::min(nameWidth_ + 2, kWidestName);
    const int width = std::max(kDot + kGap + nameWidth_ + 2 * kGap + valueWidth,
                               metrics.horizontalAdvance(heading));
    const int lines = 1 + shownRows() + (more().isEmpty() ? 0 : 1);
    resize(width + 2 * kPadding, lines * metrics.height() + 2 * kPadding);
    update();
}

void ValueTable::placeAwayFrom(int x, const QRect& area)
{
    // Curves mostly fall: the right corner is the emptier one while the cursor leaves it free.
    const bool right = x + kGap < area.right() - width();
    move(right ? area.right() - width() - kGap / 2 : area.left() + kGap / 2, area.top() + kGap / 2);
}

void ValueTable::paintEvent(QPaintEvent*)
{
    const auto& theme = look::Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor back = theme.color(QStringLiteral("raised"));
    back.setAlphaF(0.94f);
    painter.setBrush(back);
    painter.setPen(theme.color(QStringLiteral("border")));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);

    const QFontMetrics metrics = fontMetrics();
    QRect line(kPadding, kPadding, width() - 2 * kPadding, metrics.height());
    painter.setPen(theme.color(QStringLiteral("muted")));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, heading_);
    for (int i = 0; i < shownRows(); ++i) {
        line.translate(0, metrics.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(rows_[i].color);
        painter.drawEllipse(QRectF(line.left(), line.center().y() - kDot / 2.0 + 1, kDot, kDot));
        painter.setPen(theme.color(QStringLiteral("text")));
        painter.drawText(line.adjusted(kDot + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(rows_[i].name, Qt::ElideMiddle, nameWidth_));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, rows_[i].value);
    }
    if (!more().isEmpty()) {
        line.translate(0, metrics.height());
        painter.setPen(theme.color(QStringLiteral("muted")));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, more());
    }
}

} // namespace unimo::plots
