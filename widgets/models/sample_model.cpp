// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/sample_model.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/sample_details.h"
#include "widgets/bridge/workspace.h"

#include <QMimeData>
#include <QUrl>
#include <algorithm>
#include <filesystem>
#include <utility>

namespace unimo::models {
namespace {

constexpr int kCachedRows = 20'000;
constexpr qsizetype kMostWanted = 400; ///< more than a screen

QStringList tagsOf(const store::Sample& sample)
{
    QStringList tags;
    for (const std::string& tag : sample.tags)
        tags << QString::fromStdString(tag);
    return tags;
}

} // namespace

SampleModel::SampleModel(bridge::Workspace* workspace, QObject* parent)
    : QAbstractTableModel(parent), workspace_(workspace), cache_(kCachedRows)
{
    fetchTimer_.setSingleShot(true);
    connect(&fetchTimer_, &QTimer::timeout, this, &SampleModel::fetchWanted);
    connect(&thumbnails_, &ThumbnailLoader::ready, this, &SampleModel::repaint);
    connect(workspace, &bridge::Workspace::projectChanged, this, [this] {
        thumbnails_.clear();
        if (fixed_)
            setSamples({});
        else
            reload();
    });
    connect(workspace, &bridge::Workspace::dataChanged, this, &SampleModel::reload);
    reload();
}

void SampleModel::setFilter(const store::SampleFilter& filter)
{
    fixed_ = false;
    filter_ = filter;
    reload();
}

void SampleModel::setSamples(const QVector<qint64>& samples)
{
    fixed_ = true;
    ++query_;
    takeIds({samples.begin(), samples.end()});
}

void SampleModel::reload()
{
    const quint64 query = ++query_;
    cache_.clear();
    asked_.clear();
    if (fixed_ || !workspace_->hasProject()) {
        repaintAll();
        return;
    }
    workspace_->reader()->ask(
        this,
        [filter = filter_](store::Project& project) {
            return Answer{project.sampleIds(filter), project.measures()};
        },
        [this, query](const Answer& answer) {
            if (query != query_)
                return;
            takeMeasures(answer.measures);
            takeIds(answer.ids);
        });
}

void SampleModel::takeMeasures(std::vector<store::Measure> measures)
{
    const bool same = std::equal(
        measures.begin(), measures.end(), measures_.begin(), measures_.end(),
        [](const auto& a, const auto& b) { return a.name == b.name && a.source == b.source; });
    if (same) {
        measures_ = std::move(measures); // their ranges may be others
        return;
    }
    beginResetModel();
    ids_.clear(); // takeIds() follows
    rows_.clear();
    measures_ = std::move(measures);
    endResetModel();
    Q_EMIT measuresChanged();
}

void SampleModel::repaintAll()
{
    if (!ids_.isEmpty())
        Q_EMIT dataChanged(index(0, 0),
                           index(static_cast<int>(ids_.size()) - 1, columnCount() - 1));
}

void SampleModel::takeIds(const std::vector<store::SampleId>& ids)
{
    if (std::equal(ids.begin(), ids.end(), ids_.begin(), ids_.end())) {
        repaintAll();
    } else {
        beginResetModel();
        ids_ = QVector<qint64>(ids.begin(), ids.end());
        rows_.clear();
        ascending_ = std::is_sorted(ids_.cbegin(), ids_.cend());
        if (!ascending_)
            for (int i = 0; i < ids_.size(); ++i)
                rows_.insert(ids_[i], i);
        wanted_.clear();
        asked_.clear(); // what was wanted but not yet fetched will be asked for anew
        endResetModel();
    }
    Q_EMIT filled();
}

int SampleModel::rowOf(qint64 sample) const
{
    if (!ascending_)
        return rows_.value(sample, -1);
    const auto found = std::lower_bound(ids_.cbegin(), ids_.cend(), sample);
    return found != ids_.cend() && *found == sample ? static_cast<int>(found - ids_.cbegin()) : -1;
}

int SampleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ids_.size());
}

int SampleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstMeasure + static_cast<int>(measures_.size());
}

QVariant SampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const bool measure = section >= FirstMeasure;
    if (role == Qt::TextAlignmentRole)
        return int(measure || section == Number || section == Captions ? Qt::AlignRight
                                                                       : Qt::AlignLeft) |
               Qt::AlignVCenter;
    if (role == Qt::ToolTipRole && measure) {
        const store::Measure& shown = measures_[static_cast<size_t>(section - FirstMeasure)];
        return tr("Measured by: %1").arg(QString::fromStdString(shown.source));
    }
    if (role != Qt::DisplayRole)
        return {};
    if (measure)
        return QString::fromStdString(measures_[static_cast<size_t>(section - FirstMeasure)].name);
    const QString names[] = {tr("Sample"), tr("Number"),   tr("Split"),  tr("Collection"),
                             tr("Size"),   tr("Captions"), tr("Rating"), tr("Tags")};
    return names[section];
}

std::optional<std::string> SampleModel::sortOf(int column) const
{
    if (column >= FirstMeasure && column < columnCount())
        return measures_[static_cast<size_t>(column - FirstMeasure)].name;
    switch (column) {
    case Number:
        return std::string();
    case Size:
        return std::string("width");
    case Rating:
        return std::string("rating");
    default:
        return std::nullopt;
    }
}

int SampleModel::sortedColumn() const
{
    for (int column = 0; column < columnCount(); ++column)
        if (sortOf(column) == filter_.sort)
            return column;
    return Number;
}

void SampleModel::sort(int column, Qt::SortOrder order)
{
    const auto by = sortOf(column);
    const bool descending = order == Qt::DescendingOrder;
    if (fixed_ || !by || (*by == filter_.sort && descending == filter_.descending))
        return;
    filter_.sort = *by;
    filter_.descending = descending;
    reload();
}

QVariant SampleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const qint64 id = ids_[index.row()];
    switch (role) {
    case SampleIdRole:
        return id;
    case BrokenRole:
        return thumbnails_.isBroken(id);
    case Qt::DisplayRole:
    case Qt::DecorationRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
    case CaptionRole:
    case SplitRole:
    case RatingRole:
    case TagsRole:
        break;
    case Qt::TextAlignmentRole:
        if (index.column() != Sample)
            return headerData(index.column(), Qt::Horizontal, role);
        return {};
    default:
        return {};
    }
    const Row* shown = row(id);
    if (!shown)
        return {};
    if (role == RatingRole)
        return shown->sample.rating;
    if (role == TagsRole)
        return tagsOf(shown->sample);
    if (index.column() != Sample)
        return role == Qt::DecorationRole ? QVariant() : cell(*shown, index.column());
    if (role == Qt::DecorationRole) {
        if (shown->file.isEmpty())
            return {};
        const QPixmap picture = thumbnails_.thumbnail(id, shown->file);
        return picture.isNull() ? QVariant() : QVariant(picture);
    }
    if (role == SplitRole)
        return QString::fromStdString(shown->sample.split);
    return shown->caption;
}

QVariant SampleModel::cell(const Row& row, int column) const
{
    const store::Sample& sample = row.sample;
    switch (column) {
    case Number:
        return static_cast<qlonglong>(sample.id);
    case Split:
        return QString::fromStdString(sample.split);
    case Collection:
        return QString::fromStdString(sample.collection);
    case Size:
        return sample.width > 0 ? QStringLiteral("%1 × %2").arg(sample.width).arg(sample.height)
                                : QString();
    case Captions:
        return row.captions;
    case Rating:
        return QString(sample.rating, QChar(u'★'));
    case Tags:
        return tagsOf(sample).join(QStringLiteral(", "));
    default: {
        const store::Measure& measure = measures_[static_cast<size_t>(column - FirstMeasure)];
        const auto value = row.measures.constFind(QString::fromStdString(measure.name));
        return value == row.measures.cend() ? QString() : QString::number(*value, 'g', 4);
    }
    }
}

Qt::ItemFlags SampleModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags; // nothing can be dropped between samples
    return QAbstractTableModel::flags(index) | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList SampleModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData* SampleModel::mimeData(const QModelIndexList& indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes) {
        const Row* shown = index.column() == Sample ? row(ids_.value(index.row())) : nullptr;
        if (shown && !shown->file.isEmpty())
            urls.push_back(QUrl::fromLocalFile(shown->file));
    }
    auto* mime = new QMimeData;
    mime->setUrls(urls);
    return mime;
}

const SampleModel::Row* SampleModel::row(qint64 sample) const
{
    if (const Row* found = cache_.object(sample))
        return found;
    if (!asked_.contains(sample)) {
        asked_.insert(sample);
        wanted_.push_back(sample);
        if (wanted_.size() > kMostWanted)
            asked_.remove(wanted_.takeFirst());
        if (!fetchTimer_.isActive())
            fetchTimer_.start(0);
    }
    return nullptr;
}

void SampleModel::fetchWanted()
{
    workspace_->reader()->ask(
        this,
        [wanted = std::exchange(wanted_, {})](store::Project& project) {
            std::vector<Row> rows;
            for (const qint64 id : wanted) {
                const auto sample = project.sample(id);
                if (!sample)
                    continue;
                const auto captions = project.captions(id);
                Row row{*sample, {}, {}, static_cast<qsizetype>(captions.size()), {}};
                for (const auto& [name, value] : project.measures(id))
                    row.measures.insert(QString::fromStdString(name), value);
                if (!sample->imagePath.empty())
                    row.file = QString::fromStdString(project.imageFile(*sample).string());
                if (!captions.empty())
                    row.caption = QString::fromStdString(captions.front().text);
                else if (const auto examples = project.examples(id); !examples.empty())
                    row.caption = bridge::asLine(examples.front());
                rows.push_back(std::move(row));
            }
            return rows;
        },
        [this, query = query_](const std::vector<Row>& rows) {
            if (query != query_)
                return; // read before an edit; what is on the screen was asked for again
            for (const Row& row : rows) {
                asked_.remove(row.sample.id);
                cache_.insert(row.sample.id, new Row(row));
                repaint(row.sample.id);
            }
        });
}

void SampleModel::repaint(qint64 sample)
{
    const int at = rowOf(sample);
    if (at >= 0)
        Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
}

} // namespace unimo::models
