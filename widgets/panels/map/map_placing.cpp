// SPDX-License-Identifier: GPL-3.0-or-later
// What lies on the map beside its pairs: what was placed by hand, and the star of a pair.
#include "widgets/bridge/workspace.h"
#include "widgets/panels/map/map_panel.h"
#include "widgets/panels/map/on_plane.h"
#include "widgets/panels/map/probe_line.h"
#include "widgets/panels/map/star_model.h"
#include "widgets/panels/map/star_view.h"
#include "widgets/plots/point_map.h"

#include <QCheckBox>
#include <QComboBox>
#include <QToolTip>
#include <algorithm>
#include <numeric>

namespace unimo::panels {

using bridge::MapLayout;
using plots::PointMap;

/// Whether the map lies as its vectors want it.
bool MapPanel::hasPlaces() const
{
    return fresh_ && pairs_ && !places_.empty() && !layout_->running();
}

/// Where further vectors lie on this map.
std::vector<QPointF> MapPanel::placesOf(const std::vector<float>& vectors, bool areTexts) const
{
    if (vectors.empty())
        return {};
    const auto found = MapLayout::placeOf(
        *pairs_, places_, static_cast<MapLayout::Method>(method_->currentData().toInt()),
        centred_->isChecked(), vectors, areTexts);
    std::vector<QPointF> places(found.size());
    std::transform(found.begin(), found.end(), places.begin(), onPlane);
    return places;
}

void MapPanel::placeProbe()
{
    const auto& probe = probe_->probe();
    if (!probe || !hasPlaces() || probe->vector.size() != static_cast<size_t>(pairs_->dim))
        return map_->setProbe({}, {});
    map_->setProbe(placesOf(probe->vector, probe->isText).front(), probe->name, probe->picture);
}

/// The pair whose caption, or picture, is most like it becomes the primary one.
void MapPanel::chooseNearProbe()
{
    const auto& probe = probe_->probe();
    if (!fresh_ || !pairs_ || probe->vector.size() != static_cast<size_t>(pairs_->dim))
        return;
    const std::vector<float>& known = probe->isText ? pairs_->texts : pairs_->pictures;
    std::pair<float, size_t> best{-2, 0};
    for (size_t i = 0; i < pairs_->size(); ++i) {
        const auto row = known.begin() + static_cast<std::ptrdiff_t>(i * probe->vector.size());
        best = std::max(
            best, {std::inner_product(probe->vector.begin(), probe->vector.end(), row, 0.0F), i});
    }
    choosePair(static_cast<int>(best.second));
}

void MapPanel::placeStar()
{
    using Kind = inference::StarItem::Kind;
    const auto& star = star_->star();
    if (!star || !hasPlaces() || star->dim != pairs_->dim || !rows_.contains(star->sample))
        return map_->setStar({}, {});
    std::vector<float> vectors[2]; // of pictures, of texts
    const auto width = static_cast<std::ptrdiff_t>(star->dim);
    for (size_t i = 0; i < star->items.size(); ++i) {
        auto& side = vectors[star->items[i].isText() ? 1 : 0];
        const auto row = star->vectors.begin() + static_cast<std::ptrdiff_t>(i) * width;
        side.insert(side.end(), row, row + width);
    }
    const std::vector<QPointF> places[2] = {placesOf(vectors[0], false),
                                            placesOf(vectors[1], true)};
    size_t next[2] = {0, 0};
    QVector<PointMap::StarKind> kinds;
    QHash<int, int> placeOfKind;
    std::vector<PointMap::StarPoint> points;
    for (const auto& item : star->items) {
        const int key = static_cast<int>(item.kind);
        if (!placeOfKind.contains(key)) {
            placeOfKind.insert(key, static_cast<int>(kinds.size()));
            kinds.push_back({StarModel::nameOf(item.kind), StarModel::colorOf(item.kind),
                             item.kind != Kind::FalseRewrite});
        }
        const int side = item.isText() ? 1 : 0;
        points.push_back({places[side][next[side]++], item.isText(), placeOfKind.value(key),
                          StarModel::marginText(item)});
    }
    map_->setStar(std::move(kinds), std::move(points));
}

void MapPanel::showStarHint(int item, const QPoint& at)
{
    if (item < 0)
        return QToolTip::hideText();
    star_->setCurrent(item);
    QToolTip::showText(at, star_->hintOf(item), map_);
}

} // namespace unimo::panels
