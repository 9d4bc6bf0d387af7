// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/vector_index.h"
#include "core/store/feature_file.h"
#include "core/store/project.h"

#include <memory>
#include <vector>

namespace unimo::search::detail {

/// What two pictures are compared by.
struct PictureDescription
{
    std::vector<float> features; ///< mean of the regions: [dim]
    /// Detected objects: class and its highest probability among the regions, in the order of
    /// classes; those that are hardly there are left out.
    std::vector<std::pair<int32_t, float>> objects;
};

/// Sum of the smaller over sum of the larger probability of each class: 0 to 1.
[[nodiscard]] double objectOverlap(const PictureDescription& a, const PictureDescription& b);

/// Descriptions from a project's region features: proposals, or true boxes where there are no
/// proposals, so that pictures of both kinds are compared by like regions where possible.
class PictureDescriber
{
public:
    /// Data error when the project has no region features at all.
    [[nodiscard]] static Result<PictureDescriber> open(const store::Project& project);
    [[nodiscard]] bool has(store::SampleId id) const;
    [[nodiscard]] PictureDescription describe(store::SampleId id) const;
    [[nodiscard]] int dim() const;

private:
    std::unique_ptr<store::FeatureReader> proposals_, truth_;
};

/// The pictures that may be found, by mean features first and by objects among the nearest.
class PictureSearch
{
public:
    /// `ids` are pictures that the describer has.
    PictureSearch(const PictureDescriber& describer, std::vector<store::SampleId> ids,
                  IndexKind kind);

    struct Found
    {
        store::SampleId picture = 0;
        double similarity = 0; ///< cosine of the features around the collection's mean
        double overlap = 0;    ///< objectOverlap
        [[nodiscard]] double score() const { return (similarity + overlap) / 2; }
    };
    /// The best by score among the `candidates` nearest by features. Throws ErrorException.
    [[nodiscard]] std::vector<Found> nearest(const PictureDescription& query, int candidates) const;

private:
    [[nodiscard]] std::vector<float> centred(const std::vector<float>& features) const;

    std::vector<store::SampleId> ids_;
    std::vector<PictureDescription> pictures_;
    std::vector<float> mean_;
    VectorIndex index_; ///< of places in ids_
};

} // namespace unimo::search::detail
