// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/thumbnail_loader.h"

#include "core/image/image.h"
#include "widgets/bridge/to_qimage.h"

#include <QFutureWatcher>
#include <QtConcurrent>
#include <algorithm>

namespace unimo::models {
namespace {

constexpr int kCacheBytes = 192 << 20;
constexpr qsizetype kMostWaiting = 400; ///< more than a screen; older requests have scrolled away

QImage makeThumbnail(const QString& file)
{
    const auto image = loadImage(file.toStdString());
    if (!image)
        return {};
    return bridge::toQImage(fitted(*image, ThumbnailLoader::kSide, ThumbnailLoader::kSide));
}

} // namespace

ThumbnailLoader::ThumbnailLoader(QObject* parent) : QObject(parent), cache_(kCacheBytes)
{
    pool_.setMaxThreadCount(std::max(1, QThread::idealThreadCount() / 2));
}

ThumbnailLoader::~ThumbnailLoader()
{
    pool_.waitForDone();
}

QPixmap ThumbnailLoader::thumbnail(qint64 sample, const QString& file)
{
    if (const QPixmap* pixmap = cache_.object(sample))
        return *pixmap;
    if (asked_.contains(sample) || broken_.contains(sample))
        return {};
    asked_.insert(sample);
    waiting_.emplace_back(sample, file);
    if (waiting_.size() > kMostWaiting)
        asked_.remove(waiting_.takeFirst().first);
    startNext();
    return {};
}

void ThumbnailLoader::clear()
{
    ++generation_;
    cache_.clear();
    waiting_.clear();
    asked_.clear();
    broken_.clear();
}

void ThumbnailLoader::startNext()
{
    while (running_ < pool_.maxThreadCount() && !waiting_.isEmpty()) {
        const auto [sample, file] = waiting_.takeLast();
        ++running_;
        auto* watcher = new QFutureWatcher<QImage>(this);
        connect(watcher, &QFutureWatcher<QImage>::finished, this,
                [this, watcher, id = sample, generation = generation_] {
                    watcher->deleteLater();
                    --running_;
                    if (generation == generation_) {
                        const QImage image = watcher->result();
                        asked_.remove(id);
                        if (image.isNull())
                            broken_.insert(id);
                        else
                            cache_.insert(id, new QPixmap(QPixmap::fromImage(image)),
                                          static_cast<int>(image.sizeInBytes()));
                        Q_EMIT ready(id);
                    }
                    startNext();
                });
        watcher->setFuture(QtConcurrent::run(&pool_, makeThumbnail, file));
    }
}

} // namespace unimo::models
