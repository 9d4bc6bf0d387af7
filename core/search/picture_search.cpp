// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/detail/picture_search.h"

#include <algorithm>
#include <numeric>

namespace unimo::search::detail {
namespace {

/// Less than this is the background noise of a thousand classes.
constexpr float kLeastProbability = 0.01F;

/// A set of features, or null where the project has none of that name.
std::unique_ptr<store::FeatureReader> readerOf(const store::Project& project, const char* set)
{
    if (project.featureSlots(set).empty())
        return nullptr;
    return store::FeatureReader::open(project, set).orThrow();
}

std::vector<float> meanRow(std::span<const float> rows, size_t width)
{
    std::vector<float> mean(width, 0.0F);
    const auto share = static_cast<float>(width) / static_cast<float>(rows.size());
    for (size_t i = 0; i < rows.size(); ++i)
        mean[i % width] += rows[i] * share;
    return mean;
}

} // namespace

double objectOverlap(const PictureDescription& a, const PictureDescription& b)
{
    double shared = 0;
    double all = 0;
    auto left = a.objects.begin();
    auto right = b.objects.begin();
    while (left != a.objects.end() || right != b.objects.end()) {
        if (right == b.objects.end() || (left != a.objects.end() && left->first < right->first)) {
            all += static_cast<double>((left++)->second);
        } else if (left == a.objects.end() || right->first < left->first) {
            all += static_cast<double>((right++)->second);
        } else {
            shared += static_cast<double>(std::min(left->second, right->second));
            all += static_cast<double>(std::max((left++)->second, (right++)->second));
        }
    }
    return all > 0 ? shared / all : 0;
}

Result<PictureDescriber> PictureDescriber::open(const store::Project& project)
{
    PictureDescriber describer;
    describer.proposals_ = readerOf(project, "proposals");
    describer.truth_ = readerOf(project, "truth");
    if (!describer.proposals_ && !describer.truth_)
        return Error{ErrorKind::Data, "the project has no region features",
                     project.folder().string(),
                     "run: unimo features --set proposals --project " + project.folder().string()};
    if (describer.proposals_ && describer.truth_ &&
        describer.proposals_->identity().dim != describer.truth_->identity().dim)
        return Error{ErrorKind::Data, "the two feature sets were made by different extractors",
                     project.folder().string(), "run unimo features again for both sets"};
    return describer;
}

bool PictureDescriber::has(store::SampleId id) const
{
    return (proposals_ && proposals_->has(id)) || (truth_ && truth_->has(id));
}

int PictureDescriber::dim() const
{
    return (proposals_ ? proposals_ : truth_)->identity().dim;
}

PictureDescription PictureDescriber::describe(store::SampleId id) const
{
    const auto& reader = proposals_ && proposals_->has(id) ? *proposals_ : *truth_;
    const store::RegionBlock block = reader.regions(id);
    const auto width = static_cast<size_t>(reader.identity().dim);
    const auto classes = static_cast<size_t>(reader.identity().classes);
    PictureDescription description;
    if (block.boxes.empty()) {
        description.features.assign(width, 0.0F);
        return description;
    }
    std::vector<float> features(block.features.size());
    store::fromHalf(block.features, features);
    description.features = meanRow(features, width);

    std::vector<float> probabilities(block.classes.size());
    store::fromHalf(block.classes, probabilities);
    for (size_t c = 0; c < classes; ++c) {
        float highest = 0;
        for (size_t at = c; at < probabilities.size(); at += classes)
            highest = std::max(highest, probabilities[at]);
        if (highest >= kLeastProbability)
            description.objects.emplace_back(static_cast<int32_t>(c), highest);
    }
    return description;
}

PictureSearch::PictureSearch(const PictureDescriber& describer, std::vector<store::SampleId> ids,
                             IndexKind kind)
    : ids_(std::move(ids)), mean_(static_cast<size_t>(describer.dim()), 0.0F)
{
    std::vector<float> rows;
    for (const store::SampleId id : ids_) {
        pictures_.push_back(describer.describe(id));
        rows.insert(rows.end(), pictures_.back().features.begin(), pictures_.back().features.end());
    }
    if (!ids_.empty())
        mean_ = meanRow(rows, mean_.size());
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] -= mean_[i % mean_.size()];
    std::vector<int64_t> places(ids_.size());
    std::iota(places.begin(), places.end(), int64_t{0});
    index_.build(places, rows, describer.dim(), kind).orThrow();
}

std::vector<float> PictureSearch::centred(const std::vector<float>& features) const
{
    std::vector<float> out(features.size());
    std::transform(features.begin(), features.end(), mean_.begin(), out.begin(), std::minus<>());
    return out;
}

std::vector<PictureSearch::Found> PictureSearch::nearest(const PictureDescription& query,
                                                         int candidates) const
{
    std::vector<Found> found;
    for (const auto& near : index_.search(centred(query.features), candidates).orThrow()) {
        const auto place = static_cast<size_t>(near.id);
        found.push_back(
            {ids_[place], static_cast<double>(near.score), objectOverlap(query, pictures_[place])});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.score() > b.score(); });
    return found;
}

} // namespace unimo::search::detail
