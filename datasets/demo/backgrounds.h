// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/image/image.h"

#include <optional>
#include <string>
#include <vector>

#include "datasets/demo/sources.h"
#include "datasets/demo/vocabulary.h"

namespace unimo::datasets {

/// Backgrounds are kept this high; scenes are cut out of them.
inline constexpr int kBackgroundHeight = 256;

/// A place: a photo or a painting, kBackgroundHeight high and at least as wide.
struct Background
{
    std::string kind;          ///< "beach", "table", ...: the answer to "Where is this?"
    std::string phrase;        ///< "on the beach"
    Zone lower = Zone::Ground; ///< what lies below the horizon
    float horizon = 0;         ///< fraction from the top; 0: seen from above, 1: all sky
    bool train = true;         ///< the other splits use the others
    Image image;

    [[nodiscard]] bool flat() const { return horizon <= 0; }
    /// The zone where such a noun stands here, or nothing when it has no place here. Seen from
    /// above everything has a place.
    [[nodiscard]] std::optional<Zone> zoneFor(const Noun& noun) const;
};

/// Loads the photos and paints the paintings of backgrounds.json.
[[nodiscard]] Result<std::vector<Background>>
loadBackgrounds(const DemoSources& sources, uint64_t seed, int threads, const JobControl& job);

} // namespace unimo::datasets
