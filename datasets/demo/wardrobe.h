// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <array>
#include <vector>

#include "datasets/demo/colours.h"
#include "datasets/demo/cutout.h"
#include "datasets/demo/sources.h"
#include "datasets/demo/vocabulary.h"

namespace unimo::datasets {

/// One picture of the vocabulary and the colours it can clearly be shown in.
struct Dress
{
    Cutout cutout;
    std::optional<Colour> own;              ///< the picture's own colour: shown as it is
    std::array<bool, kColourCount> shows{}; ///< measured again after recolouring
};

/// Every picture of the vocabulary, in its order.
using Wardrobe = std::vector<Dress>;

[[nodiscard]] Result<Wardrobe> loadWardrobe(const Vocabulary& vocabulary,
                                            const DemoSources& sources, int threads,
                                            const JobControl& job);

/// A picture in one of the colours it shows.
[[nodiscard]] Cutout dressed(const Dress& dress, Colour colour);

} // namespace unimo::datasets
