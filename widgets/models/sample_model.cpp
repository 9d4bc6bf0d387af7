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

} // namespace

SampleModel::SampleModel(bridge::Workspace* workspace, QObject* parent)
    : QAbstractListModel(parent), workspace_(workspace), cache_(kCachedRows)
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
        if (!ids_.isEmpty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(ids_.size()) - 1));
        return;
    }
    workspace_->reader()->ask(
        this, [filter = filter_](store::Project& project) { return project.sampleIds(filter); },
        [this, query](const std::vector<store::SampleId>& ids) {
            if (query == query_)
                takeIds(ids);
        });
}

void SampleModel::takeIds(const std::vector<store::SampleId>& ids)
{
    if (std::equal(ids.begin(), ids.end(), ids_.begin(), ids_.end())) {
        if (!ids_.isEmpty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(ids_.size()) - 1));
    } else {
        beginResetModel();
        ids_ = QVector<qint64>(ids.begin(), ids.end());
        rows_.clear();
        rows_.reserve(ids_.size());
        for (int i = 0; i < ids_.size(); ++i)
            rows_.insert(ids_[i], i);
        wanted_.clear();
        endResetModel();
    }
    Q_EMIT filled();
}

int SampleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ids_.size());
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
        break;
    default:
        return {};
    }
    const Row* shown = row(id);
    if (!shown)
        return {};
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

Qt::ItemFlags SampleModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags; // nothing can be dropped between samples
    return QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList SampleModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData* SampleModel::mimeData(const QModelIndexList& indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes) {
        const Row* shown = row(ids_.value(index.row()));
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
                Row row{*sample, {}, {}};
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
        Q_EMIT dataChanged(index(at), index(at));
}

} // namespace unimo::models
