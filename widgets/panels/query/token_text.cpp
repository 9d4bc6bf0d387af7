// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/token_text.h"

#include "widgets/look/theme.h"
#include "widgets/panels/query/word_difference.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace unimo::panels {

using look::Theme;

namespace {

constexpr double kBarHeight = 3;
constexpr double kLineGap = 6;

} // namespace

TokenText::TokenText(const QString& text, const std::vector<std::pair<std::string, float>>& pieces,
                     QWidget* parent)
    : QWidget(parent), text_(text)
{
    QFont larger = font();
    larger.setPointSizeF(larger.pointSizeF() * 1.15);
    setFont(larger);
    setAccessibleName(text);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);

    for (const auto& [piece, probability] : pieces) {
        const QString word = QString::fromStdString(piece);
        if (word.startsWith(QLatin1String("##")) && !words_.isEmpty()) {
            words_.last().text += word.mid(2);
            words_.last().probability *= probability;
        } else {
            words_.push_back({word.trimmed(), probability, false});
        }
    }
    if (words_.isEmpty())
        for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
            words_.push_back({word, -1, false});
}

QStringList TokenText::words() const
{
    QStringList words;
    for (const Word& word : words_)
        words << word.text;
    return words;
}

QStringList TokenText::marked() const
{
    QStringList words;
    for (const Word& word : words_)
        if (word.marked)
            words << word.text;
    return words;
}

void TokenText::markAgainst(const QStringList& other)
{
    const QVector<bool> differs = differingWords(words(), other);
    for (qsizetype i = 0; i < words_.size(); ++i)
        words_[i].marked = differs[i];
    setAccessibleDescription(marked().isEmpty()
                                 ? QString()
                                 : tr("Differs: %1").arg(marked().join(QStringLiteral(", "))));
    update();
}

QVector<QRectF> TokenText::places(int width) const
{
    const QFontMetricsF metrics(font());
    const double space = metrics.horizontalAdvance(QLatin1Char(' '));
    const double line = metrics.height() + kBarHeight + kLineGap;
    QVector<QRectF> result;
    double x = 0;
    double y = 0;
    for (const Word& word : words_) {
        const double advance = metrics.horizontalAdvance(word.text);
        const bool sign = word.text.size() == 1 && word.text[0].isPunct();
        if (sign && x > 0)
            x -= space;
        if (x > 0 && x + advance > width) {
            x = 0;
            y += line;
        }
        result.push_back({x, y, advance, metrics.height()});
        x += advance + space;
    }
    return result;
}

int TokenText::heightForWidth(int width) const
{
    const QVector<QRectF> all = places(width);
    const double bottom = all.isEmpty() ? 0 : all.last().bottom();
    return static_cast<int>(std::ceil(bottom + kBarHeight + 2));
}

QSize TokenText::sizeHint() const
{
    return {320, heightForWidth(320)};
}

QSize TokenText::minimumSizeHint() const
{
    return {80, heightForWidth(std::max(80, width()))};
}

void TokenText::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::instance();
    const QVector<QRectF> all = places(width());
    for (int i = 0; i < words_.size(); ++i) {
        if (words_[i].marked) {
            QColor shade = theme.color(QStringLiteral("overlay"));
            painter.setPen(shade);
            shade.setAlphaF(0.25F);
            painter.setBrush(shade);
            painter.drawRoundedRect(all[i].adjusted(-1.5, 0.5, 1.5, -0.5), 3, 3);
        }
        painter.setPen(theme.color(QStringLiteral("text")));
        painter.drawText(all[i], Qt::AlignLeft | Qt::AlignVCenter, words_[i].text);
        if (words_[i].probability < 0)
            continue;
        QRectF bar(all[i].left(), all[i].bottom(), all[i].width(), kBarHeight);
        painter.fillRect(bar, theme.color(QStringLiteral("border")));
        bar.setWidth(bar.width() * std::clamp(words_[i].probability, 0.0, 1.0));
        painter.fillRect(bar, theme.color(QStringLiteral("accent")));
    }
}

bool TokenText::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QVector<QRectF> all = places(width());
    for (int i = 0; i < words_.size(); ++i) {
        if (words_[i].probability >= 0 && all[i].contains(help->pos())) {
            QToolTip::showText(help->globalPos(),
                               tr("%1: probability %2 %")
                                   .arg(words_[i].text)
                                   .arg(words_[i].probability * 100, 0, 'f', 1),
                               this, all[i].toAlignedRect());
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace unimo::panels
