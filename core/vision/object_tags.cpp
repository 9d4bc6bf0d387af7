// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/object_tags.h"

#include <algorithm>
#include <map>

namespace unimo::vision {

NamedClass likeliestClass(const Regions& regions, size_t region)
{
    const auto row =
        regions.classes.begin() + static_cast<std::ptrdiff_t>(region * RegionExtractor::kClasses);
    const auto best = std::max_element(row, row + RegionExtractor::kClasses);
    return {className(static_cast<int>(best - row)), *best};
}

store::ObjectTags objectTags(const Regions& regions)
{
    constexpr double kLeast = 0.05;
    std::map<std::string, double> found;
    for (size_t r = 0; r < regions.size(); ++r) {
        const auto [name, probability] = likeliestClass(regions, r);
        if (!name.empty() && probability >= kLeast)
            found[name] = std::max(found[name], static_cast<double>(probability));
    }
    store::ObjectTags tags;
    tags.tags.assign(found.begin(), found.end());
    std::stable_sort(tags.tags.begin(), tags.tags.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return tags;
}

} // namespace unimo::vision
