// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/evidence_words.h"

#include "widgets/look/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace unimo::panels {

using inference::EvidenceUnit;
using look::Theme;

namespace {

constexpr double kPadding = 5;
constexpr double kGap = 4;
constexpr double kStrongest = 0.5; ///< text stays readable on it in both themes

} // namespace

EvidenceWords::EvidenceWords(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Words of the evidence"));
    setToolTip(tr("Click a word to see what it looks at; arrow keys move, Esc shows all again"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EvidenceWords::setEvidence(const std::shared_ptr<const inference::Evidence>& evidence,
                                const QVector<bool>& boxed)
{
    evidence_ = evidence;
    units_.clear();
    shading_ = {};
    chosen_ = -1;
    if (evidence)
        for (int u = 0; u < static_cast<int>(evidence->units.size()); ++u)
            if (!boxed.value(u))
                units_.push_back(u);
    updateGeometry();
    update();
}

void EvidenceWords::setShading(const EvidenceShading& shading)
{
    shading_ = shading;
    describe();
    updateGeometry();
    update();
}

void EvidenceWords::setChosen(int unit)
{
    chosen_ = unit;
    describe();
    update();
}

void EvidenceWords::describe()
{
    QStringList spoken;
    for (const int unit : units_)
        spoken << QStringLiteral("%1 %2").arg(textOf(evidence_->units[static_cast<size_t>(unit)]),
                                              shading_.labels.value(unit));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
}

QString EvidenceWords::textOf(const EvidenceUnit& unit) const
{
    switch (unit.role) {
    case EvidenceUnit::Role::Picture:
        return tr("whole picture");
    case EvidenceUnit::Role::Region:
        return tr("full-size region");
    case EvidenceUnit::Role::Tag:
    case EvidenceUnit::Role::Word:
    case EvidenceUnit::Role::Special:
        break;
    }
    return QString::fromStdString(unit.text);
}

QVector<EvidenceWords::Piece> EvidenceWords::arranged(int width) const
{
    QVector<Piece> pieces;
    const QFontMetricsF metrics(font());
    const double height = 2 * metrics.height() + 6;
    double x = 0;
    double y = 0;
    for (const int unit : units_) {
        const QString text = textOf(evidence_->units[static_cast<size_t>(unit)]);
        const double wide = std::max(metrics.horizontalAdvance(text),
                                     metrics.horizontalAdvance(shading_.labels.value(unit))) +
                            2 * kPadding;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += height + kGap;
        }
        pieces.push_back({unit, text, {x + 1, y + 1, wide, height}});
        x += wide + kGap;
    }
    return pieces;
}

QRect EvidenceWords::pieceOf(int unit) const
{
    for (const Piece& piece : arranged(width()))
        if (piece.unit == unit)
            return piece.area.toRect();
    return {};
}

int EvidenceWords::heightForWidth(int width) const
{
    const auto pieces = arranged(width);
    return pieces.isEmpty() ? 0 : static_cast<int>(std::ceil(pieces.last().area.bottom())) + 2;
}

QSize EvidenceWords::sizeHint() const
{
    return {320, heightForWidth(std::max(320, width()))};
}

QSize EvidenceWords::minimumSizeHint() const
{
    return {120, heightForWidth(std::max(120, width()))};
}

void EvidenceWords::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::instance();
    for (const Piece& piece : arranged(width())) {
        const bool chosen = piece.unit == chosen_;
        const EvidenceUnit& unit = evidence_->units[static_cast<size_t>(piece.unit)];
        const QColor shade = shading_.color(piece.unit, kStrongest);
        painter.setBrush(shade.isValid() ? QBrush(shade) : Qt::NoBrush);
        painter.setPen(
            QPen(theme.color(QString::fromLatin1(chosen ? "accent" : "border")), chosen ? 2 : 1));
        painter.drawRoundedRect(piece.area, 4, 4);
        const QRectF upper(piece.area.topLeft() + QPointF(0, 2),
                           QSizeF(piece.area.width(), piece.area.height() / 2));
        const bool word = unit.role == EvidenceUnit::Role::Word;
        painter.setPen(
            theme.color(QString::fromLatin1(word || shade.isValid() ? "text" : "muted")));
        painter.drawText(upper, Qt::AlignCenter, piece.text);
        painter.setPen(theme.color(QStringLiteral("text")));
        painter.drawText(upper.translated(0, piece.area.height() / 2 - 2), Qt::AlignCenter,
                         shading_.labels.value(piece.unit));
    }
    if (hasFocus() && chosen_ < 0 && !units_.isEmpty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme.color(QStringLiteral("accent")));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void EvidenceWords::choose(int unit)
{
    setChosen(unit == chosen_ ? -1 : unit);
    Q_EMIT unitChosen(chosen_);
}

void EvidenceWords::mousePressEvent(QMouseEvent* event)
{
    for (const Piece& piece : arranged(width()))
        if (piece.area.contains(event->position()))
            return choose(piece.unit);
    if (chosen_ >= 0)
        choose(chosen_);
}

void EvidenceWords::keyPressEvent(QKeyEvent* event)
{
    const auto at = static_cast<int>(units_.indexOf(chosen_));
    const int last = static_cast<int>(units_.size()) - 1;
    int to = -1;
    if (event->key() == Qt::Key_Right)
        to = std::min(at + 1, last);
    else if (event->key() == Qt::Key_Left)
        to = at < 0 ? last : std::max(at - 1, 0);
    else if (event->key() == Qt::Key_Escape && chosen_ >= 0)
        return choose(chosen_);
    if (to < 0)
        return QWidget::keyPressEvent(event);
    if (to != at)
        choose(units_[to]);
}

bool EvidenceWords::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !evidence_)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Piece& piece : arranged(width())) {
        if (!piece.area.contains(help->pos()))
            continue;
        const EvidenceUnit& unit = evidence_->units[static_cast<size_t>(piece.unit)];
        QStringList lines{piece.text};
        if (unit.role == EvidenceUnit::Role::Tag)
            lines << tr("An object tag the caption is written from");
        if (unit.probability >= 0)
            lines << tr("Probability %1 %").arg(unit.probability * 100, 0, 'f', 1);
        lines << tr("Gradient × input %1").arg(static_cast<double>(unit.gradient), 0, 'g', 3);
        if (unit.canBeLeftOut())
            lines << tr("Left out: %1").arg(signedNumber(unit.effect));
        QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this,
                           piece.area.toAlignedRect());
        return true;
    }
    return QWidget::event(event);
}

} // namespace unimo::panels
