// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <compare>
#include <map>
#include <utility>
#include <vector>

#include "datasets/demo/planner.h"
#include "datasets/demo/scene.h"

namespace unimo::datasets {

/// Around each sprite this many pixels are free for its halo.
inline constexpr int kHalo = 3;

/// A cut-out in one colour and size, ready to be laid over a scene: RGBA weighted by alpha, with a
/// soft pale halo that keeps it readable on any background.
struct Sprite
{
    int width = 0; ///< with the halo's border
    int height = 0;
    std::vector<uint8_t> rgba; ///< [height, width, 4]
    PixelBox opaque;           ///< the thing itself, from the top left of the border
};

/// In any of the sizes that are wanted; all from one cut-out.
[[nodiscard]] std::vector<Sprite>
makeSprites(const Cutout& cutout, const std::vector<std::pair<int, int>>& widthsAndHeights);

/// All sprites that some scenes need, each made once. Only read while scenes are drawn.
class SpriteSet
{
public:
    /// Makes them on `threads` threads; throws ErrorException when the job is stopped.
    SpriteSet(const Stage& stage, const std::vector<const Scene*>& scenes, int threads,
              const JobControl& job);

    [[nodiscard]] const Sprite& of(const PlacedObject& object, Colour colour) const;
    [[nodiscard]] size_t count() const { return sprites_.size(); }

private:
    struct Key
    {
        int picture = 0;
        Colour colour = Colour::Red;
        int width = 0;
        int height = 0;
        // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted <=>
        auto operator<=>(const Key&) const = default;
    };
    static Key keyOf(const PlacedObject& object, Colour colour);

    std::map<Key, Sprite> sprites_;
};

} // namespace unimo::datasets
