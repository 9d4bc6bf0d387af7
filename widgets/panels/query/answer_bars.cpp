// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/answer_bars.h"

#include "widgets/look/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace unimo::panels {

using look::Theme;

namespace {

constexpr int kBarHeight = 6;
constexpr int kWidest = 640; ///< a longer bar is no easier to compare

} // namespace

AnswerBars::AnswerBars(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(kWidest);
    setAccessibleName(tr("Answers"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AnswerBars::setAnswers(const std::vector<inference::Answer>& answers)
{
    answers_ = answers;
    QStringList spoken;
    for (const auto& answer : answers)
        spoken << tr("%1 %2 %")
                      .arg(QString::fromStdString(answer.text))
                      .arg(answer.probability * 100, 0, 'f', 1);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    current_ = -1;
    updateGeometry();
    update();
}

void AnswerBars::setReference(const std::vector<inference::Answer>& answers)
{
    reference_ = answers;
    update();
}

QString AnswerBars::difference(size_t row) const
{
    if (reference_.empty())
        return {};
    const auto found = std::find_if(reference_.begin(), reference_.end(), [&](const auto& other) {
        return other.text == answers_[row].text;
    });
    if (found == reference_.end())
        return tr("new");
    const auto moved = (found - reference_.begin()) - static_cast<std::ptrdiff_t>(row);
    const QString change =
        QStringLiteral("%1%2 %")
            .arg(found->probability > answers_[row].probability ? QStringLiteral("−")
                                                                : QStringLiteral("+"))
            .arg(std::abs(answers_[row].probability - found->probability) * 100, 0, 'f', 1);
    if (moved == 0)
        return change;
    return QStringLiteral("%1%2  %3")
        .arg(moved > 0 ? QStringLiteral("▲") : QStringLiteral("▼"))
        .arg(std::abs(moved))
        .arg(change);
}

void AnswerBars::setExplainable(bool explainable)
{
    explainable_ = explainable;
    setMouseTracking(explainable);
    setFocusPolicy(explainable ? Qt::StrongFocus : Qt::NoFocus);
    setToolTip(explainable ? tr("Click an answer to see why (arrow keys and Enter)") : QString());
}

int AnswerBars::rowAt(double y) const
{
    const int row = static_cast<int>(y) / rowHeight();
    return y >= 0 && row < static_cast<int>(answers_.size()) ? row : -1;
}

void AnswerBars::setCurrent(int row)
{
    current_ = row;
    setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void AnswerBars::mouseMoveEvent(QMouseEvent* event)
{
    if (explainable_)
        setCurrent(rowAt(event->position().y()));
}

void AnswerBars::leaveEvent(QEvent*)
{
    setCurrent(-1);
}

void AnswerBars::mousePressEvent(QMouseEvent* event)
{
    if (const int row = rowAt(event->position().y()); explainable_ && row >= 0)
        Q_EMIT explainWanted(QString::fromStdString(answers_[static_cast<size_t>(row)].text));
}

void AnswerBars::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(answers_.size()) - 1;
    if (event->key() == Qt::Key_Down && last >= 0)
        setCurrent(std::min(current_ + 1, last));
    else if (event->key() == Qt::Key_Up && last >= 0)
        setCurrent(std::max(current_ - 1, 0));
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && current_ >= 0)
        Q_EMIT explainWanted(QString::fromStdString(answers_[static_cast<size_t>(current_)].text));
    else
        QWidget::keyPressEvent(event);
}

void AnswerBars::setKnownAnswer(const QString& answer)
{
    known_ = answer;
    update();
}

int AnswerBars::rowHeight() const
{
    return fontMetrics().height() + kBarHeight + 12;
}

QSize AnswerBars::sizeHint() const
{
    return {240, static_cast<int>(answers_.size()) * rowHeight()};
}

void AnswerBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::instance();
    const int line = fontMetrics().height();
    QFont bold = font();
    bold.setBold(true);
    for (size_t i = 0; i < answers_.size(); ++i) {
        const auto& answer = answers_[i];
        const QString text = QString::fromStdString(answer.text);
        const int y = static_cast<int>(i) * rowHeight();
        const QRect row(0, y, width(), line);
        if (static_cast<int>(i) == current_) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(QStringLiteral("raised")));
            painter.drawRoundedRect(QRectF(-4, y - 3, width() + 8, rowHeight() - 2), 4, 4);
        }
        const bool right = !known_.isEmpty() && text.compare(known_, Qt::CaseInsensitive) == 0;
        painter.setFont(i == 0 ? bold : font());
        painter.setPen(theme.color(QStringLiteral("text")));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         right ? tr("%1  ✓ known answer").arg(text) : text);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("%1 %").arg(answer.probability * 100, 0, 'f', 1));
        if (const QString mark = difference(i); !mark.isEmpty()) {
            const int taken =
                painter.fontMetrics().horizontalAdvance(QStringLiteral("100.0 %")) + 12;
            painter.setFont(font());
            painter.setPen(theme.color(QStringLiteral("muted")));
            painter.drawText(row.adjusted(0, 0, -taken, 0), Qt::AlignRight | Qt::AlignVCenter,
                             mark);
        }
        QRectF bar(0, y + line + 3, width(), kBarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(QStringLiteral("hover")));
        painter.drawRoundedRect(bar, 3, 3);
        bar.setWidth(std::max<double>(kBarHeight, bar.width() * answer.probability));
        painter.setBrush(theme.color(QString::fromLatin1(i == 0 ? "accent" : "muted")));
        painter.drawRoundedRect(bar, 3, 3);
    }
}

} // namespace unimo::panels
