// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/map_layout.h"

#include "core/base/threads.h"

#include <QElapsedTimer>

namespace unimo::bridge {

using maps::Point;

MapLayout::MapLayout(QObject* parent) : QObject(parent) {}

MapLayout::~MapLayout() = default;

void MapLayout::stop()
{
    thread_.request_stop();
    ++id_;
    running_ = false;
}

void MapLayout::start(std::shared_ptr<const inference::PairVectors> pairs, Method method,
                      bool centred)
{
    stop();
    const quint64 id = id_;
    running_ = true;
    std::vector<Point> reference;
    if (before_ && before_->method == method && before_->samples == pairs->samples)
        reference = before_->places;
    // What waits for the old thread is this assignment; it looks at its stop after each epoch.
    thread_ = std::jthread([this, id, pairs = std::move(pairs), method, centred,
                            reference = std::move(reference)](const std::stop_token& stop) {
        lowerPriority(5); // of this thread alone
        QElapsedTimer timer;
        timer.start();
        const auto tell = [&](const std::vector<Point>& places, int done, int epochs) {
            QMetaObject::invokeMethod(
                this,
                [this, id, places, done, epochs, method, samples = pairs->samples] {
                    if (id != id_)
                        return;
                    before_ = Before{method, samples, places};
                    Q_EMIT placed(places, done, epochs);
                },
                Qt::QueuedConnection);
        };
        const std::vector<float> vectors = pairs->together(centred);
        if (method == Method::PrincipalComponents) {
            tell(maps::aligned(maps::principalComponents(vectors, pairs->dim), reference), 1, 1);
        } else {
            const auto places = maps::umap(vectors, pairs->dim, {}, reference, tell, stop);
            if (!places)
                return; // stopped: somebody else has the map now
            tell(*places, 1, 1);
        }
        const double milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        QMetaObject::invokeMethod(
            this,
            [this, id, milliseconds] {
                if (id != id_)
                    return;
                running_ = false;
                Q_EMIT finished(milliseconds);
            },
            Qt::QueuedConnection);
    });
}

} // namespace unimo::bridge
