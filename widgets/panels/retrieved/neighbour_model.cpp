// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/retrieved/neighbour_model.h"

#include "widgets/bridge/marks.h"
#include "widgets/look/theme.h"
#include "widgets/models/thumbnail_loader.h"

#include <algorithm>

namespace unimo::panels {
namespace {

QString signedNumber(double value, int decimals)
{
    return (value >= 0 ? QStringLiteral("+") : QString()) + QString::number(value, 'f', decimals);
}

} // namespace

NeighbourModel::NeighbourModel(store::SampleKind kind, models::ThumbnailLoader* thumbnails,
                               QObject* parent)
    : QAbstractTableModel(parent), kind_(kind), thumbnails_(thumbnails)
{
    connect(thumbnails_, &models::ThumbnailLoader::ready, this, &NeighbourModel::announce);
}

void NeighbourModel::setNeighbours(const std::vector<bridge::SampleDetails::Retrieved>& retrieved)
{
    std::vector<bridge::SampleDetails::Retrieved> rows;
    std::copy_if(retrieved.begin(), retrieved.end(), std::back_inserter(rows),
                 [this](const auto& found) { return found.neighbour.kind == kind_; });
    const bool same =
        std::equal(rows.begin(), rows.end(), rows_.begin(), rows_.end(),
                   [](const auto& a, const auto& b) { return a.neighbour.id == b.neighbour.id; });
    if (same) {
        rows_ = std::move(rows);
        announce();
        return;
    }
    beginResetModel();
    rows_ = std::move(rows);
    scores_.clear();
    endResetModel();
}

void NeighbourModel::setScores(const std::vector<inference::NeighbourScore>& scores)
{
    scores_.clear();
    for (const auto& score : scores)
        scores_[score.neighbour] = score;
    announce();
}

void NeighbourModel::setLimit(int count)
{
    limit_ = count;
    announce();
}

int NeighbourModel::usableCount() const
{
    return static_cast<int>(std::count_if(rows_.begin(), rows_.end(),
                                          [](const auto& row) { return row.neighbour.usable(); }));
}

int NeighbourModel::rowOf(qint64 neighbour) const
{
    const auto found = std::find_if(rows_.begin(), rows_.end(), [neighbour](const auto& row) {
        return row.neighbour.id == neighbour;
    });
    return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

/// Whether the row is among the first usable ones.
bool NeighbourModel::counts(int row) const
{
    if (!at(row).neighbour.usable())
        return false;
    const auto before = std::count_if(rows_.begin(), rows_.begin() + row,
                                      [](const auto& other) { return other.neighbour.usable(); });
    return before < limit_;
}

void NeighbourModel::announce()
{
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int NeighbourModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int NeighbourModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString NeighbourModel::text(int row, int column) const
{
    const auto& found = at(row);
    const auto score = scores_.constFind(found.neighbour.id);
    switch (column) {
    case Shown:
        return kind_ == store::SampleKind::Text ? found.shown : QString();
    case Score:
        return QString::number(found.neighbour.score, 'f', 2);
    case Similarity:
        return score == scores_.constEnd()
                   ? QString()
                   : signedNumber(static_cast<double>(score->similarity), 2);
    case Effect:
        return score == scores_.constEnd() ? QString()
                                           : signedNumber(static_cast<double>(score->effect), 3);
    case Collection:
        return found.collection;
    default:
        if (!found.neighbour.usable())
            return QStringLiteral("⚠ ") + bridge::whyUnused(found.neighbour);
        return counts(row) ? tr("used") : tr("beyond the limit");
    }
}

QVariant NeighbourModel::data(const QModelIndex& index, int role) const
{
    const int column = index.column();
    const bool isNumber = column >= Score && column <= Effect;
    const auto& found = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), column);
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (kind_ == store::SampleKind::Image && column == Shown)
            return thumbnails_->thumbnail(found.neighbour.neighbour, found.file);
        return {};
    case Qt::ForegroundRole:
        return counts(index.row())
                   ? QVariant()
                   : QVariant(look::Theme::instance().color(QStringLiteral("muted")));
    case Qt::ToolTipRole: {
        QStringList lines{found.shown};
        for (const auto& [name, value] : found.neighbour.scores)
            lines
                << QStringLiteral("%1 %2").arg(QString::fromStdString(name)).arg(value, 0, 'f', 3);
        if (!found.neighbour.usable())
            lines << tr("Not used: %1").arg(bridge::whyUnused(found.neighbour));
        return lines.join(QLatin1Char('\n'));
    }
    case Qt::AccessibleTextRole:
        return column == Shown ? QVariant(found.shown) : QVariant();
    default:
        return {};
    }
}

QVariant NeighbourModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool pictures = kind_ == store::SampleKind::Image;
    const QString names[] = {pictures ? tr("Picture") : tr("Text"),
                             tr("Score"),
                             tr("Model"),
                             tr("Loss"),
                             tr("From"),
                             tr("Training")};
    const QString helps[] = {
        tr("What was retrieved, the nearest first"),
        pictures ? tr("Mean of shared objects and similarity of region features")
                 : tr("Similarity of sentence vectors, or of TF-IDF where there is no encoder"),
        pictures ? tr("Similarity to the pair's caption under the checkpoint's weights")
                 : tr("Similarity to the pair's picture under the checkpoint's weights"),
        tr("What it does to the pair's contrastive loss: with all, less without it. The nearer to "
           "0, the less it teaches."),
        tr("The collection it came from"),
        tr("Whether it is trained on, and why not")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return helps[section];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(
            (section >= Score && section <= Effect ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    return {};
}

} // namespace unimo::panels
