// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/scene.h"

#include <algorithm>

namespace unimo::datasets {

PixelBox boundsOf(const PixelBox& a, const PixelBox& b)
{
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

PixelBox Group::bounds() const
{
    PixelBox all = objects.front().box;
    for (const PlacedObject& object : objects)
        all = boundsOf(all, object.box);
    return all;
}

Relation inverse(Relation relation)
{
    switch (relation) {
    case Relation::LeftOf:
        return Relation::RightOf;
    case Relation::RightOf:
        return Relation::LeftOf;
    case Relation::Above:
        return Relation::Below;
    case Relation::Below:
        break;
    }
    return Relation::Above;
}

bool holds(const Group& a, Relation relation, const Group& b)
{
    const PixelBox first = a.bounds();
    const PixelBox second = b.bounds();
    switch (relation) {
    case Relation::LeftOf:
        return first.right + kRelationMargin <= second.left;
    case Relation::RightOf:
        return second.right + kRelationMargin <= first.left;
    case Relation::Above:
        return first.bottom + kRelationMargin <= second.top;
    case Relation::Below:
        break;
    }
    return second.bottom + kRelationMargin <= first.top;
}

int Scene::objectCount() const
{
    int count = 0;
    for (const Group& group : groups)
        count += group.count();
    return count;
}

const Group* Scene::groupOf(int noun) const
{
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [noun](const Group& group) { return group.noun == noun; });
    return found == groups.end() ? nullptr : &*found;
}

} // namespace unimo::datasets
