// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/object_tags.h"

#include <algorithm>
#include <map>

namespace unimo::vision {

store::ObjectTags objectTags(const Regions& regions)
{
    constexpr double kLeast = 0.05;
    std::map<std::string, double> found;
    for (size_t r = 0; r < regions.size(); ++r) {
        const auto row =
            regions.classes.begin() + static_cast<std::ptrdiff_t>(r * RegionExtractor::kClasses);
        const auto best = std::max_element(row, row + RegionExtractor::kClasses);
        const std::string name = className(static_cast<int>(best - row));
        if (!name.empty() && *best >= kLeast)
            found[name] = std::max(found[name], static_cast<double>(*best));
    }
    store::ObjectTags tags;
    tags.tags.assign(found.begin(), found.end());
    std::stable_sort(tags.tags.begin(), tags.tags.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return tags;
}

} // namespace unimo::vision
