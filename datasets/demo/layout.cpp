// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/layout.h"

#include <algorithm>
#include <cmath>

namespace unimo::datasets {

namespace {

constexpr int kBorder = 4;        ///< free pixels at the picture's edge: room for the halo
constexpr int kHorizonGap = 10;   ///< feet stand at least this far below the horizon
constexpr double kOverlap = 0.04; ///< of the smaller box may be hidden
constexpr int kThinnest = 14;     ///< pixels; long thin things are drawn larger for it
constexpr int kTriesAnObject = 30;
constexpr int kTriesALayout = 8;

/// Where a group may be: boxes inside `box`, their lower edges not above `feet`.
struct Cell
{
    PixelBox box;
    int feet = 0;
};

int horizonRow(const Scene& scene, const Background& background)
{
    return std::clamp(static_cast<int>(std::lround(background.horizon * kBackgroundHeight)) -
                          scene.cropTop,
                      0, kSceneSide);
}

Cell cellFor(const Group& group, const Scene& scene, const Background& background)
{
    const int far = kSceneSide - kBorder;
    Cell cell{{kBorder, kBorder, far, far}, 0};
    const int horizon = horizonRow(scene, background);
    if (background.flat() || background.horizon >= 1)
        return cell;
    if (group.zone == Zone::Sky)
        cell.box.bottom = horizon - 2;
    else
        cell.feet = horizon + kHorizonGap;
    return cell;
}

/// Cuts the cells of two groups apart, so that the relation holds whatever is placed in them.
void separate(Cell& first, Cell& second, Relation relation, double share, Random& random)
{
    const bool level = relation == Relation::LeftOf || relation == Relation::RightOf;
    const bool swapped = relation == Relation::RightOf || relation == Relation::Below;
    Cell& near = swapped ? second : first;
    Cell& far = swapped ? first : second;
    const double part =
        std::clamp((swapped ? 1 - share : share) + random.uniform(-0.08, 0.08), 0.3, 0.7);
    if (level) {
        const int cut = static_cast<int>(near.box.left + part * near.box.width());
        near.box.right = cut - kRelationMargin / 2;
        far.box.left = cut + kRelationMargin / 2;
        return;
    }
    const int top = std::max(near.box.top, near.feet);
    const int cut = static_cast<int>(top + part * (near.box.bottom - top));
    near.box.bottom = cut - kRelationMargin / 2;
    far.box.top = cut + kRelationMargin / 2;
}

std::vector<Cell> cellsOf(const Scene& scene, const Background& background, Random& random)
{
    std::vector<Cell> cells;
    for (const Group& group : scene.groups)
        cells.push_back(cellFor(group, scene, background));
    if (scene.relation) {
        const double first = scene.groups[0].count();
        separate(cells[0], cells[1], *scene.relation, first / (first + scene.groups[1].count()),
                 random);
    }
    return cells;
}

bool crowds(const PixelBox& box, const std::vector<PixelBox>& placed)
{
    return std::any_of(placed.begin(), placed.end(), [&](const PixelBox& other) {
        const int width = std::min(box.right, other.right) - std::max(box.left, other.left);
        const int height = std::min(box.bottom, other.bottom) - std::max(box.top, other.top);
        if (width <= 0 || height <= 0)
            return false;
        const int smaller = std::min(box.width() * box.height(), other.width() * other.height());
        return width * height > kOverlap * smaller;
    });
}

bool place(PlacedObject& object, const Cell& cell, const Cutout& cutout, int size,
           std::vector<PixelBox>& placed, Random& random)
{
    const auto [thin, wide] = std::minmax(cutout.width, cutout.height);
    const int side = std::clamp(kThinnest * wide / thin, size, kSizes.back());
    const double scale = static_cast<double>(side) / wide;
    const int width = std::max(6, static_cast<int>(std::lround(cutout.width * scale)));
    const int height = std::max(6, static_cast<int>(std::lround(cutout.height * scale)));
    const int highest = std::max(cell.box.top + height, cell.feet);
    if (cell.box.left + width > cell.box.right || highest > cell.box.bottom)
        return false;
    for (int attempt = 0; attempt < kTriesAnObject; ++attempt) {
        const auto left = static_cast<int>(random.between(cell.box.left, cell.box.right - width));
        const auto bottom = static_cast<int>(random.between(highest, cell.box.bottom));
        const PixelBox box{left, bottom - height, left + width, bottom};
        if (crowds(box, placed))
            continue;
        object.box = box;
        placed.push_back(box);
        return true;
    }
    return false;
}

/// The largest size class that suits this many things.
int firstSize(int objects, Random& random)
{
    static constexpr std::array<int, 7> largest = {6, 6, 5, 4, 3, 2, 1};
    const int top = largest[static_cast<size_t>(std::min(objects, 6))];
    return static_cast<int>(random.between(top - 1, top));
}

bool placeAll(Scene& scene, const std::vector<Cell>& cells, const Wardrobe& wardrobe, int size,
              Random& random)
{
    std::vector<PixelBox> placed;
    for (size_t g = 0; g < scene.groups.size(); ++g)
        for (PlacedObject& object : scene.groups[g].objects) {
            const int own = std::max(0, size - static_cast<int>(random.below(2)));
            if (!place(object, cells[g], wardrobe[static_cast<size_t>(object.picture)].cutout,
                       kSizes[static_cast<size_t>(own)], placed, random))
                return false;
        }
    return true;
}

} // namespace

bool layOut(Scene& scene, const Background& background, const Wardrobe& wardrobe, Random& random)
{
    const int first = firstSize(scene.objectCount(), random);
    for (int attempt = 0; attempt < kTriesALayout; ++attempt) {
        const std::vector<Cell> cells = cellsOf(scene, background, random);
        if (placeAll(scene, cells, wardrobe, std::max(0, first - attempt / 2), random))
            return true;
    }
    return false;
}

} // namespace unimo::datasets
