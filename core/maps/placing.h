// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/maps/layout.h"

#include <span>
#include <vector>

// Where further vectors lie on a map that is already there. `vectors` [n, dim] are those it was
// made of and `places` [n] where they lie; `rows` are the further ones. Thread: any.
namespace unimo::maps {

/// On a map of principal components, however it was turned and mirrored since: exact. What the map
/// was made of lands on its own place.
[[nodiscard]] std::vector<Point> placedByComponents(std::span<const float> vectors, int dim,
                                                    const std::vector<Point>& places,
                                                    std::span<const float> rows);

/// On any map: between the places of the nearest vectors by cosine, the nearer the more (as
/// umap-learn and openTSNE begin). What the map was made of lands next to its own place.
[[nodiscard]] std::vector<Point> placedByNeighbours(std::span<const float> vectors, int dim,
                                                    const std::vector<Point>& places,
                                                    std::span<const float> rows);

} // namespace unimo::maps
