// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/feature_file.h"
#include "core/store/project.h"

#include <memory>
#include <span>
#include <vector>

namespace unimo::data {

/// The visual tokens of one picture, as numbers: row 0 is [IMG], the mean of the regions
/// (unimo.md 1.2); then the regions in order.
struct VisualTokens
{
    int64_t count = 0;            ///< tokens, [IMG] included
    std::vector<float> features;  ///< [count, dim]
    std::vector<float> locations; ///< [count, 5]: x1, y1, x2, y2, area; [IMG] is 0, 0, 1, 1, 1
    std::vector<float> classes;   ///< [count - 1, classes], only when asked for
    std::vector<Box> boxes;       ///< [count - 1]
};

enum class RegionSet { Truth, Proposals };
[[nodiscard]] const char* name(RegionSet set);

/// Region features of a project's pictures, from true boxes and from proposals. Thread: any.
class RegionSource
{
public:
    /// Whether the project has either set.
    [[nodiscard]] static bool any(const store::Project& project);
    /// Opens what the project has; an error when it has neither set.
    [[nodiscard]] static Result<std::shared_ptr<const RegionSource>>
    open(const store::Project& project);

    [[nodiscard]] bool has(store::SampleId id, RegionSet set) const;
    [[nodiscard]] bool hasAny(store::SampleId id) const;
    /// The set wanted, or the other one when the picture has only that.
    [[nodiscard]] RegionSet available(store::SampleId id, RegionSet wanted) const;
    [[nodiscard]] VisualTokens tokens(store::SampleId id, RegionSet set, int64_t maxRegions,
                                      bool withClasses = false) const;
    [[nodiscard]] int64_t dim() const;
    [[nodiscard]] int64_t classes() const;

private:
    [[nodiscard]] const store::FeatureReader* reader(RegionSet set) const;
    std::unique_ptr<store::FeatureReader> truth_;
    std::unique_ptr<store::FeatureReader> proposals_;
};

/// The visual tokens of regions that lie in memory: features [n, dim], n boxes.
[[nodiscard]] VisualTokens makeVisualTokens(std::span<const Box> boxes,
                                            std::span<const float> features, int64_t dim,
                                            int64_t maxRegions);

} // namespace unimo::data
