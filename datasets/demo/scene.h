// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "datasets/demo/colours.h"
#include "datasets/demo/vocabulary.h"

namespace unimo::datasets {

/// Scenes are squares of this side, pixels.
inline constexpr int kSceneSide = 224;

/// Pixels: left, top inclusive; right, bottom exclusive.
struct PixelBox
{
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    [[nodiscard]] int width() const { return right - left; }
    [[nodiscard]] int height() const { return bottom - top; }
};

[[nodiscard]] PixelBox boundsOf(const PixelBox& a, const PixelBox& b);

/// One picture at one place. `box` is the whole sprite; its opaque part is measured when drawn.
struct PlacedObject
{
    int picture = 0; ///< index into Vocabulary::pictures
    bool mirrored = false;
    PixelBox box;
};

/// Things of one noun in one colour.
struct Group
{
    int noun = 0;
    Colour colour = Colour::Red;
    Zone zone = Zone::Ground;
    std::vector<PlacedObject> objects;

    [[nodiscard]] int count() const { return static_cast<int>(objects.size()); }
    [[nodiscard]] PixelBox bounds() const; ///< of all its objects; there is at least one
};

enum class Relation { LeftOf, RightOf, Above, Below };

[[nodiscard]] Relation inverse(Relation relation);

/// Between two things this many pixels are free when one is said to be left of the other.
inline constexpr int kRelationMargin = 6;

/// True when every object of `a` lies clearly to that side of every object of `b`.
[[nodiscard]] bool holds(const Group& a, Relation relation, const Group& b);

/// A composed picture, before it is drawn. Its texts are made from this and from nothing else.
struct Scene
{
    int background = 0; ///< index into the list of backgrounds
    int cropLeft = 0;   ///< where the square lies in the background
    int cropTop = 0;
    bool mirrored = false; ///< the background
    std::vector<Group> groups;
    std::optional<Relation> relation; ///< group 0 is so to group 1

    [[nodiscard]] int objectCount() const;
    [[nodiscard]] const Group* groupOf(int noun) const; ///< null when there is none
};

} // namespace unimo::datasets
