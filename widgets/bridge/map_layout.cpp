// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/map_layout.h"

#include "core/base/threads.h"
#include "core/maps/density.h"
#include "core/maps/placing.h"

#include <QElapsedTimer>

namespace unimo::bridge {

using maps::Point;

namespace {

constexpr int kNicer = 5;
constexpr double kShares[] = {0.25, 0.5, 0.75, 0.9}; ///< that contours hold

std::vector<std::vector<Point>> contoursOf(std::span<const Point> places)
{
    const maps::Density density(places);
    std::vector<std::vector<Point>> lines;
    for (const double share : kShares) {
        const auto own = density.contour(density.heightAround(share));
        lines.insert(lines.end(), own.begin(), own.end());
    }
    return lines;
}

std::shared_ptr<const MapOverview> overviewOf(const std::vector<Point>& places,
                                              const std::vector<std::string>& captions)
{
    auto overview = std::make_shared<MapOverview>();
    const auto pictures = std::span(places).first(captions.size());
    const auto texts = std::span(places).subspan(captions.size());
    overview->pictures = contoursOf(pictures);
    overview->captions = contoursOf(texts);
    overview->labels = maps::labelsOf(texts, captions);
    return overview;
}

} // namespace

MapLayout::MapLayout(QObject* parent) : QObject(parent)
{
    pool_.setMaxThreadCount(2);
}

MapLayout::~MapLayout()
{
    stop_.request_stop();
    pool_.waitForDone();
}

std::vector<Point> MapLayout::placeOf(const inference::PairVectors& pairs,
                                      const std::vector<Point>& places, Method method, bool centred,
                                      const std::vector<float>& vectors, bool areTexts)
{
    const std::vector<float> rows = pairs.amongThese(vectors, areTexts, centred);
    if (method == Method::PrincipalComponents)
        return maps::placedByComponents(pairs.together(centred), pairs.dim, places, rows);
    const auto half = places.begin() + (areTexts ? static_cast<std::ptrdiff_t>(pairs.size()) : 0);
    return maps::placedByNeighbours(
        pairs.amongThese(areTexts ? pairs.texts : pairs.pictures, areTexts, centred), pairs.dim,
        {half, half + static_cast<std::ptrdiff_t>(pairs.size())}, rows);
}

void MapLayout::stop()
{
    stop_.request_stop();
    stop_ = {};
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
    pool_.start([this, id, pairs = std::move(pairs), method, centred,
                 reference = std::move(reference), stop = stop_.get_token()] {
        if (stop.stop_requested())
            return;            // it waited for a thread too long
        lowerPriority(kNicer); // of this thread alone
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
        const auto places = [&]() -> Result<std::vector<Point>> {
            if (method == Method::Umap)
                return maps::umap(vectors, pairs->dim, {}, reference, tell, stop);
            if (method == Method::Tsne)
                return maps::tsne(vectors, pairs->dim, {}, reference, tell, stop);
            return maps::aligned(maps::principalComponents(vectors, pairs->dim), reference);
        }();
        if (!places)
            return; // stopped: somebody else has the map now
        tell(*places, 1, 1);
        QMetaObject::invokeMethod(
            this,
            [this, id, overview = overviewOf(*places, pairs->captions)] {
                if (id == id_)
                    Q_EMIT described(overview);
            },
            Qt::QueuedConnection);
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
