// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/slice_model.h"

#include "widgets/look/theme.h"
#include "widgets/panels/evaluate/figure_text.h"
#include "widgets/panels/evaluate/table_export.h"

#include <QFont>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace unimo::panels {

using findings::Slice;
using findings::SliceScore;
using findings::Trait;

namespace {

constexpr double kDot = 3;

QString traitName(Trait trait)
{
    switch (trait) {
    case Trait::All:
        return SliceModel::tr("All examples");
    case Trait::Split:
        return SliceModel::tr("Split");
    case Trait::Type:
        return SliceModel::tr("Type");
    case Trait::AnswerType:
        return SliceModel::tr("Answer");
    case Trait::Collection:
        return SliceModel::tr("Collection");
    case Trait::Words:
        return SliceModel::tr("Words");
    case Trait::Objects:
        return SliceModel::tr("Objects");
    }
    return {};
}

QString valueName(const std::string& value)
{
    if (value == "yes/no")
        return SliceModel::tr("yes or no");
    if (value == "number")
        return SliceModel::tr("number");
    if (value == "other")
        return SliceModel::tr("other");
    return value.empty() ? SliceModel::tr("none") : readableKey(value);
}

QString pText(double p)
{
    return p < 0.001 ? QStringLiteral("<0.001") : QString::number(p, 'f', 3);
}

} // namespace

QString SliceModel::nameOf(Trait trait, const std::string& value)
{
    return trait == Trait::All ? traitName(trait)
                               : QStringLiteral("%1: %2").arg(traitName(trait), valueName(value));
}

void SliceModel::setSlices(std::vector<Slice> slices, const std::string& score, bool compared)
{
    beginResetModel();
    slices_ = std::move(slices);
    score_ = score;
    compared_ = compared;
    least_ = 0;
    most_ = shownFactor(score) == 1 ? 0 : 1;
    for (const Slice& slice : slices_)
        for (const SliceScore* one : {&slice.first, slice.second ? &*slice.second : nullptr})
            if (one && one->examples > 0) {
                const auto reach = [&](double bound) {
                    return std::isfinite(bound) ? bound : one->mean;
                };
                least_ = std::min(least_, reach(one->bounds.low));
                most_ = std::max(most_, reach(one->bounds.high));
            }
    endResetModel();
}

void SliceModel::takeTheme()
{
    if (!slices_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

double SliceModel::place(double value) const
{
    return most_ > least_ ? std::clamp((value - least_) / (most_ - least_), 0.0, 1.0) : 0;
}

int SliceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(slices_.size());
}

int SliceModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return compared_ ? P + 1 : Interval + 1;
}

QString SliceModel::boundsText(const SliceScore& score) const
{
    if (!std::isfinite(score.bounds.low))
        return QStringLiteral("–");
    return QStringLiteral("%1 – %2").arg(figureText(score_, score.bounds.low),
                                         figureText(score_, score.bounds.high));
}

QString SliceModel::text(const Slice& slice, int column) const
{
    const QString none = QStringLiteral("–");
    switch (column) {
    case Name:
        return nameOf(slice.trait, slice.value);
    case Examples:
        return look::formatCount(static_cast<qint64>(slice.first.examples));
    case First:
        return slice.first.examples > 0 ? figureText(score_, slice.first.mean) : none;
    case Interval:
        return slice.first.examples > 0 ? boundsText(slice.first) : none;
    case Second:
        return slice.second ? figureText(score_, slice.second->mean) : none;
    case Difference:
        if (!slice.difference)
            return none;
        return (slice.difference->mean >= 0 ? QStringLiteral("+") : QString()) +
               figureText(score_, slice.difference->mean) +
               (slice.difference->significant() ? QStringLiteral(" *") : QString());
    default:
        return slice.difference ? pText(slice.difference->p) : none;
    }
}

QVariant SliceModel::number(const Slice& slice, int column) const
{
    switch (column) {
    case Examples:
        return static_cast<double>(slice.first.examples);
    case First:
        return slice.first.examples > 0 ? QVariant(slice.first.mean) : QVariant();
    case Second:
        return slice.second ? QVariant(slice.second->mean) : QVariant();
    case Difference:
        return slice.difference ? QVariant(slice.difference->mean) : QVariant();
    case P:
        return slice.difference ? QVariant(slice.difference->p) : QVariant();
    default:
        return {};
    }
}

QString SliceModel::explanation(const Slice& slice) const
{
    QStringList lines{nameOf(slice.trait, slice.value)};
    if (slice.few())
        lines << tr("Fewer than %1 examples: too few to say anything of").arg(Slice::kFewExamples);
    if (slice.first.examples > 0)
        lines << tr("95 % interval %1, over %2 examples")
                     .arg(boundsText(slice.first),
                          look::formatCount(static_cast<qint64>(slice.first.examples)));
    if (slice.second)
        lines << tr("Compared: %1, interval %2, over %3 examples")
                     .arg(figureText(score_, slice.second->mean), boundsText(*slice.second),
                          look::formatCount(static_cast<qint64>(slice.second->examples)));
    if (slice.difference) {
        const auto& difference = *slice.difference;
        const QString half =
            difference.half ? figureText(score_, *difference.half) : QStringLiteral("–");
        lines << tr("Difference %1 ± %2").arg(figureText(score_, difference.mean), half);
        lines << (difference.paired > 0
                      ? tr("Tested on the %1 examples that both have, p = %2 after Holm")
                            .arg(look::formatCount(static_cast<qint64>(difference.paired)),
                                 pText(difference.p))
                      : tr("They have no example in common: tested as two independent sets, "
                           "p = %1 after Holm")
                            .arg(pText(difference.p)));
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant SliceModel::data(const QModelIndex& index, int role) const
{
    const Slice& slice = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(slice, column);
    case kNumberRole:
        return number(slice, column);
    case Qt::ToolTipRole:
        return explanation(slice);
    case Qt::TextAlignmentRole:
        return static_cast<int>(
            (column == Name || column == Interval ? Qt::AlignLeft : Qt::AlignRight) |
            Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (slice.few())
            return look::Theme::instance().color(QStringLiteral("muted"));
        return {};
    case Qt::FontRole: {
        const bool telling = column == Difference && slice.difference &&
                             slice.difference->significant() && !slice.few();
        QFont font;
        font.setBold(telling || (column == Name && slice.trait == Trait::All));
        return font.bold() ? QVariant(font) : QVariant();
    }
    default:
        return {};
    }
}

QVariant SliceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString unit = shownFactor(score_) == 1 ? QString() : QStringLiteral(" (%)");
    const QString names[] = {
        tr("Slice"),      tr("n"), metricName(score_) + unit, tr("95 % interval"), tr("Compared"),
        tr("Difference"), tr("p")};
    const QString helps[] = {
        tr("Examples that have something in common. Choose one to list its examples."),
        tr("How many examples the slice has"),
        tr("The mean over its examples"),
        tr("Where the mean lies with 95 % confidence; questions about one picture count as one "
           "cluster"),
        tr("The same of the compared checkpoint"),
        tr("Compared minus chosen; * where it is significant at 5 %"),
        tr("How likely a difference as large is where there is none: a paired test (McNemar or "
           "Student), corrected after Holm for the slices of one kind")};
    switch (role) {
    case Qt::DisplayRole:
        return names[section];
    case Qt::ToolTipRole:
        return helps[section];
    case Qt::TextAlignmentRole:
        return static_cast<int>(
            (section == Name || section == Interval ? Qt::AlignLeft : Qt::AlignRight) |
            Qt::AlignVCenter);
    default:
        return {};
    }
}

void IntervalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const auto* model = static_cast<const SliceModel*>(index.model());
    const Slice& slice = model->at(index.row());
    const QRectF area = QRectF(option.rect).adjusted(8, 4, -8, -4);
    const look::Theme& theme = look::Theme::instance();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(theme.color(QStringLiteral("grid")));
    painter->drawLine(QPointF(area.left(), area.center().y()),
                      QPointF(area.right(), area.center().y()));
    const auto draw = [&](const SliceScore& score, int series, double y) {
        if (score.examples == 0)
            return;
        const QColor color =
            slice.few() ? theme.color(QStringLiteral("muted")) : theme.series(series);
        const auto x = [&](double value) {
            return area.left() + model->place(value) * area.width();
        };
        painter->setPen(QPen(color, 2));
        if (std::isfinite(score.bounds.low))
            painter->drawLine(QPointF(x(score.bounds.low), y), QPointF(x(score.bounds.high), y));
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(QPointF(x(score.mean), y), kDot, kDot);
    };
    const double apart = slice.second ? area.height() / 4 : 0;
    draw(slice.first, 0, area.center().y() - apart);
    if (slice.second)
        draw(*slice.second, 1, area.center().y() + apart);
    painter->restore();
}

QSize IntervalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {120, QStyledItemDelegate::sizeHint(option, index).height()};
}

} // namespace unimo::panels
