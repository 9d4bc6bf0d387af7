// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/run_table_model.h"

#include "widgets/bridge/run_progress.h"
#include "widgets/look/theme.h"
#include "widgets/plots/plot_colors.h"

#include <QDir>
#include <QFont>
#include <QPainter>
#include <QPixmap>
#include <algorithm>
#include <cmath>
#include <limits>

namespace unimo::panels {
namespace {

constexpr int kDot = 12;

/// A disc, or a ring where the run's line is not solid.
QPixmap dot(int slot)
{
    const QColor panel = look::Theme::instance().color(QStringLiteral("panel"));
    QPixmap pixmap(kDot, kDot);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = plots::readableOn(plots::okabeIto(slot), panel);
    const bool solid = plots::lineStyle(slot) == Qt::SolidLine;
    painter.setPen(solid ? QPen(Qt::NoPen) : QPen(color, 2));
    painter.setBrush(solid ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(solid ? QRectF(1, 1, kDot - 2, kDot - 2)
                              : QRectF(2, 2, kDot - 4, kDot - 4));
    return pixmap;
}

QString number(double value, int digits)
{
    return std::isfinite(value) ? QString::number(value, 'f', digits) : QStringLiteral("NaN");
}

} // namespace

void RunTableModel::setRuns(const bridge::FoundRuns& runs)
{
    for (const Row& row : rows_)
        if (row.shown)
            shownBefore_.insert(row.found.path);
    std::vector<Row> rows;
    bool same = rows_.size() == static_cast<size_t>(runs.size());
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const int old = rowOf(runs[i].path);
        same = same && old == i;
        Row row = old < 0 ? Row() : rows_[static_cast<size_t>(old)];
        row.found = runs[i];
        row.shown = shownBefore_.remove(row.found.path);
        rows.push_back(std::move(row));
    }
    if (same && !rows.empty()) { // what is being typed or selected stays
        rows_ = std::move(rows);
        regroup();
        return;
    }
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
    regroup();
}

void RunTableModel::setGrouping(const Grouping& grouping)
{
    if (grouping == grouping_)
        return;
    grouping_ = grouping;
    regroup();
}

void RunTableModel::regroup()
{
    groups_ = groupRuns(found(), grouping_);
    QHash<QString, QString> groupOf;
    for (const RunGroup& group : std::as_const(groups_))
        for (const QString& run : group.runs)
            groupOf.insert(run, group.name);
    QStringList keys; // by which a run keeps its colour: a project may be moved, and a run renamed
    for (Row& row : rows_) {
        row.group = groupOf.value(row.found.path);
        const bool foreign = row.found.foreign;
        const QString key = !row.group.isEmpty() ? row.group
                            : foreign            ? row.found.path
                                                 : QDir(row.found.path).dirName();
        keys << key;
    }
    QStringList different = keys;
    different.removeDuplicates();
    const auto slotOf = plots::colorSlots(different);
    for (size_t i = 0; i < rows_.size(); ++i)
        rows_[i].slot = slotOf.value(keys[static_cast<qsizetype>(i)]);
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT groupsChanged();
}

int RunTableModel::rowOf(const QString& path) const
{
    const auto found = std::find_if(rows_.begin(), rows_.end(),
                                    [&](const Row& row) { return row.found.path == path; });
    return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

void RunTableModel::rowChanged(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void RunTableModel::setStatus(const QString& path, const train::RunStatus& status)
{
    const int row = rowOf(path);
    if (row < 0)
        return;
    rows_[static_cast<size_t>(row)].status = status;
    rows_[static_cast<size_t>(row)].unreadable.clear();
    rowChanged(row);
}

void RunTableModel::setUnreadable(const QString& path, const QString& why)
{
    const int row = rowOf(path);
    if (row < 0)
        return;
    rows_[static_cast<size_t>(row)].unreadable = why;
    rowChanged(row);
}

void RunTableModel::setShown(const QString& path, bool shown)
{
    const int row = rowOf(path);
    if (row < 0 || rows_[static_cast<size_t>(row)].shown == shown)
        return;
    rows_[static_cast<size_t>(row)].shown = shown;
    rowChanged(row);
    Q_EMIT shownChanged(path, isShown(path));
}

void RunTableModel::setLastStep(const QString& path, qint64 step)
{
    const int row = rowOf(path);
    if (row < 0 || rows_[static_cast<size_t>(row)].lastStep >= step)
        return;
    rows_[static_cast<size_t>(row)].lastStep = step;
    rowChanged(row);
}

void RunTableModel::setArchivedListed(bool listed)
{
    archivedListed_ = listed;
    for (int i = 0; i < rowCount(); ++i) {
        const Row& row = rows_[static_cast<size_t>(i)];
        if (!row.found.archived)
            continue;
        rowChanged(i);
        if (row.shown)
            Q_EMIT shownChanged(row.found.path, listed);
    }
}

void RunTableModel::setActive(const QString& path)
{
    const int before = rowOf(active_);
    active_ = path;
    for (const int row : {before, rowOf(path)})
        if (row >= 0)
            rowChanged(row);
}

void RunTableModel::takeTheme()
{
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, State));
}

QStringList RunTableModel::paths() const
{
    QStringList out;
    for (const Row& row : rows_)
        out << row.found.path;
    return out;
}

bridge::FoundRuns RunTableModel::found() const
{
    bridge::FoundRuns runs;
    for (const Row& row : rows_)
        runs << row.found;
    return runs;
}

QString RunTableModel::name(const QString& path) const
{
    const int row = rowOf(path);
    return row < 0 ? QDir(path).dirName() : found(row).name;
}

int RunTableModel::archivedCount() const
{
    return static_cast<int>(std::count_if(rows_.begin(), rows_.end(),
                                          [](const Row& row) { return row.found.archived; }));
}

bool RunTableModel::isShown(const QString& path) const
{
    const int row = rowOf(path);
    return row >= 0 && rows_[static_cast<size_t>(row)].shown &&
           isListed(rows_[static_cast<size_t>(row)]);
}

std::optional<train::RunStatus> RunTableModel::status(const QString& path) const
{
    const int row = rowOf(path);
    return row < 0 ? std::nullopt : rows_[static_cast<size_t>(row)].status;
}

int RunTableModel::colorSlot(const QString& path) const
{
    const int row = rowOf(path);
    return row < 0 ? 0 : rows_[static_cast<size_t>(row)].slot;
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunTableModel::text(const Row& row, int column) const
{
    if (column == Name)
        return row.found.name;
    if (column == Group)
        return row.group;
    if (column == State && !row.unreadable.isEmpty())
        return tr("unreadable");
    if (!row.status && column == Step && row.lastStep >= 0)
        return look::formatCount(row.lastStep);
    if (!row.status && column == State)
        return row.found.foreign ? tr("event files") : tr("no status yet");
    if (!row.status)
        return {};
    const train::RunStatus& status = *row.status;
    const bool begun = status.step > 0;
    switch (column) {
    case State:
        return bridge::stateText(status.state);
    case Step:
        return look::formatCount(status.step);
    case Loss:
        return begun ? number(status.loss, 3) : QString();
    case Speed:
        return begun ? number(status.samplesPerSecond, 1) : QString();
    case DataWait:
        return begun ? number(100 * status.dataWaitShare, 0) : QString();
    default:
        return {};
    }
}

QVariant RunTableModel::sortKey(const Row& row, int column) const
{
    if (column < Step)
        return text(row, column);
    if (!row.status && column == Step)
        return QVariant::fromValue<qlonglong>(row.lastStep);
    if (!row.status)
        return -std::numeric_limits<double>::infinity();
    switch (column) {
    case Step:
        return QVariant::fromValue<qlonglong>(row.status->step);
    case Loss:
        return row.status->loss;
    case Speed:
        return row.status->samplesPerSecond;
    case DataWait:
        return row.status->dataWaitShare;
    default:
        return {};
    }
}

QString RunTableModel::toolTip(const Row& row) const
{
    if (!row.unreadable.isEmpty())
        return row.unreadable;
    if (row.status && !row.status->error.empty())
        return QString::fromStdString(row.status->error);
    QString text = QDir::toNativeSeparators(row.found.path);
    if (!row.found.dataVersion.isEmpty())
        text += QLatin1Char('\n') + tr("Began with version %1 of the data (Versions in Data)")
                                        .arg(row.found.dataVersion.left(8));
    if (row.found.archived)
        text += QLatin1Char('\n') + tr("Archived");
    return text;
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = rows_[static_cast<size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(row, column);
    case kSortRole:
        return sortKey(row, column);
    case kPathRole:
        return row.found.path;
    case kListedRole:
        return isListed(row);
    case Qt::ToolTipRole:
        return column == Group ? row.group : toolTip(row);
    case Qt::CheckStateRole:
        return column == Name ? QVariant(row.shown ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::DecorationRole:
        return column == Name ? QVariant(dot(row.slot)) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column >= Step ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole: {
        QFont font;
        font.setBold(row.found.path == active_);
        return column == Name ? QVariant(font) : QVariant();
    }
    case Qt::ForegroundRole: {
        const bool bad = !row.unreadable.isEmpty() ||
                         (row.status && (row.status->state == train::RunState::Failed ||
                                         row.status->state == train::RunState::Lost));
        if (column == State && bad)
            return look::Theme::instance().color(QStringLiteral("bad"));
        if (row.found.archived)
            return look::Theme::instance().color(QStringLiteral("muted"));
        return {};
    }
    default:
        return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= Step ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == DataWait)
        return tr("Share of a step that is spent waiting for data, in percent");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Run");
    case Group:
        return tr("Group");
    case State:
        return tr("State");
    case Step:
        return tr("Step");
    case Loss:
        return tr("Loss");
    case Speed:
        return tr("Samples/s");
    case DataWait:
        return tr("Wait %");
    default:
        return {};
    }
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name)
        flags |= Qt::ItemIsUserCheckable | Qt::ItemIsEditable;
    return flags;
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || index.column() != Name)
        return false;
    const QString path = found(index.row()).path;
    if (role == Qt::CheckStateRole)
        setShown(path, value.toInt() == Qt::Checked);
    else if (role == Qt::EditRole)
        Q_EMIT renameWanted(path, value.toString());
    else
        return false;
    return true;
}

} // namespace unimo::panels
