// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/star_model.h"

#include "widgets/look/theme.h"
#include "widgets/plots/plot_colors.h"

#include <limits>

namespace unimo::panels {

using inference::StarItem;

void StarModel::setStar(std::shared_ptr<const inference::AnchorStar> star)
{
    beginResetModel();
    star_ = std::move(star);
    endResetModel();
}

QString StarModel::nameOf(StarItem::Kind kind)
{
    switch (kind) {
    case StarItem::Kind::TrueRewrite:
        return tr("True rewrite");
    case StarItem::Kind::FalseRewrite:
        return tr("False rewrite");
    case StarItem::Kind::RetrievedText:
        return tr("Retrieved text");
    case StarItem::Kind::RetrievedPicture:
        return tr("Retrieved picture");
    }
    return {};
}

/// Others than those of pictures and captions.
QColor StarModel::colorOf(StarItem::Kind kind)
{
    switch (kind) {
    case StarItem::Kind::TrueRewrite:
        return plots::okabeIto(2);
    case StarItem::Kind::FalseRewrite:
        return plots::okabeIto(3);
    case StarItem::Kind::RetrievedText:
        return plots::okabeIto(5);
    case StarItem::Kind::RetrievedPicture:
        return plots::okabeIto(4);
    }
    return {};
}

QString StarModel::marginText(const StarItem& item)
{
    if (!item.margin)
        return QStringLiteral("–");
    const auto margin = static_cast<double>(*item.margin);
    return (margin >= 0 ? QStringLiteral("+") : QString()) + QString::number(margin, 'f', 2);
}

int StarModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !star_ ? 0 : static_cast<int>(star_->items.size());
}

int StarModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString StarModel::text(const StarItem& item, int column) const
{
    switch (column) {
    case Kind:
        return item.rewrite() ? tr("%1: %2", "kind of a rewrite: its rule")
                                    .arg(nameOf(item.kind), QString::fromStdString(item.rule))
                              : nameOf(item.kind);
    case Similarity:
        return QString::number(static_cast<double>(item.similarity), 'f', 3);
    case Margin:
        return marginText(item);
    default:
        return item.isText() ? QString::fromStdString(item.text)
                             : tr("Sample %1").arg(look::formatCount(item.sample));
    }
}

QVariant StarModel::sortValue(const StarItem& item, int column) const
{
    switch (column) {
    case Similarity:
        return static_cast<double>(item.similarity);
    case Margin:
        return static_cast<double>(item.margin.value_or(std::numeric_limits<float>::max()));
    default:
        return text(item, column);
    }
}

QVariant StarModel::data(const QModelIndex& index, int role) const
{
    const StarItem& item = star_->items[static_cast<size_t>(index.row())];
    const int column = index.column();
    const bool number = column == Similarity || column == Margin;
    switch (role) {
    case Qt::DisplayRole:
        return text(item, column);
    case SortRole:
        return sortValue(item, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (column == Kind)
            return plots::readableOn(colorOf(item.kind),
                                     look::Theme::instance().color(QStringLiteral("panel")));
        return {};
    case Qt::ForegroundRole:
        if (column == Margin && item.margin && *item.margin < 0)
            return look::Theme::instance().color(QStringLiteral("bad"));
        return {};
    case Qt::ToolTipRole:
        return column == Text || column == Kind ? QVariant(text(item, column)) : QVariant();
    default:
        return {};
    }
}

QVariant StarModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString names[] = {tr("Kind"), tr("Similarity"), tr("Margin"), tr("Text")};
    const QString helps[] = {
        tr("What it is, and by which rule a rewrite was made"),
        tr("As training compares: a rewrite read together with the picture, what was retrieved "
           "encoded alone"),
        tr("Of a negative: how far its caption is above it. Of a positive: how far it is above the "
           "hardest negative. Below 0: wrong."),
        tr("Its words; of a picture its sample")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return helps[section];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(
            (section == Similarity || section == Margin ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    return {};
}

} // namespace unimo::panels
