// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/answer_bars.h"

#include "widgets/look/theme.h"

#include <QPainter>
#include <algorithm>

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
    updateGeometry();
    update();
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
        const bool right = !known_.isEmpty() && text.compare(known_, Qt::CaseInsensitive) == 0;
        painter.setFont(i == 0 ? bold : font());
        painter.setPen(theme.color(QStringLiteral("text")));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         right ? tr("%1  ✓ known answer").arg(text) : text);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("%1 %").arg(answer.probability * 100, 0, 'f', 1));
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
