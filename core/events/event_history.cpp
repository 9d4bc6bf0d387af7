// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_history.h"

#include <iterator>

namespace unimo::events {
namespace {

template <typename Point>
void append(Series<Point>& history, Series<Point>& added)
{
    for (auto& [tag, points] : added) {
        auto& all = history[tag];
        all.insert(all.end(), std::make_move_iterator(points.begin()),
                   std::make_move_iterator(points.end()));
    }
}

} // namespace

void EventHistory::apply(EventBatch batch)
{
    if (batch.purgeFrom) {
        purge(scalars, *batch.purgeFrom);
        purge(texts, *batch.purgeFrom);
        purge(histograms, *batch.purgeFrom);
        purge(images, *batch.purgeFrom);
    }
    append(scalars, batch.scalars);
    append(texts, batch.texts);
    append(histograms, batch.histograms);
    append(images, batch.images);
}

} // namespace unimo::events
