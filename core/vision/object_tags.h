// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "core/vision/extractor.h"

namespace unimo::vision {

/// What one region is taken for.
struct NamedClass
{
    std::string name; ///< empty when the class has none
    float probability = 0;
};
[[nodiscard]] NamedClass likeliestClass(const Regions& regions, size_t region);

/// What the regions of a picture are taken for: the likeliest class of each, by its name, with the
/// highest probability it has anywhere; the likeliest first. Unlikely ones (below 0.05) are left
/// out. The sample is 0.
[[nodiscard]] store::ObjectTags objectTags(const Regions& regions);

} // namespace unimo::vision
