// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/region_source.h"

#include <algorithm>

namespace unimo::data {

const char* name(RegionSet set)
{
    return set == RegionSet::Truth ? "truth" : "proposals";
}

bool RegionSource::any(const store::Project& project)
{
    return !project.featureSlots(name(RegionSet::Truth)).empty() ||
           !project.featureSlots(name(RegionSet::Proposals)).empty();
}

Result<std::shared_ptr<const RegionSource>> RegionSource::open(const store::Project& project)
{
    auto source = std::make_shared<RegionSource>();
    for (RegionSet set : {RegionSet::Truth, RegionSet::Proposals}) {
        if (project.featureSlots(name(set)).empty())
            continue;
        auto reader = store::FeatureReader::open(project, name(set));
        if (!reader)
            return reader.error();
        (set == RegionSet::Truth ? source->truth_ : source->proposals_) = std::move(*reader);
    }
    if (!any(project))
        return Error{ErrorKind::Data, "the project has no region features",
                     project.folder().string(),
                     "run: unimo features --project " + project.folder().string()};
    if (source->truth_ && source->proposals_ &&
        (source->truth_->identity().dim != source->proposals_->identity().dim ||
         source->truth_->identity().classes != source->proposals_->identity().classes))
        return Error{ErrorKind::Data, "the two feature sets were made by different extractors",
                     project.folder().string(), "run unimo features again for both sets"};
    return std::shared_ptr<const RegionSource>(source);
}

const store::FeatureReader* RegionSource::reader(RegionSet set) const
{
    return set == RegionSet::Truth ? truth_.get() : proposals_.get();
}

bool RegionSource::has(store::SampleId id, RegionSet set) const
{
    const auto* source = reader(set);
    return source && source->has(id);
}

bool RegionSource::hasAny(store::SampleId id) const
{
    return has(id, RegionSet::Truth) || has(id, RegionSet::Proposals);
}

RegionSet RegionSource::available(store::SampleId id, RegionSet wanted) const
{
    if (has(id, wanted))
        return wanted;
    return wanted == RegionSet::Truth ? RegionSet::Proposals : RegionSet::Truth;
}

int64_t RegionSource::dim() const
{
    return (truth_ ? truth_ : proposals_)->identity().dim;
}
int64_t RegionSource::classes() const
{
    return (truth_ ? truth_ : proposals_)->identity().classes;
}

VisualTokens RegionSource::tokens(store::SampleId id, RegionSet set, int64_t maxRegions,
                                  bool withClasses) const
{
    const store::RegionBlock block = reader(set)->regions(id);
    std::vector<float> features(block.features.size());
    store::fromHalf(block.features, features);
    VisualTokens tokens = makeVisualTokens(block.boxes, features, dim(), maxRegions);
    if (withClasses) {
        tokens.classes.resize(static_cast<size_t>((tokens.count - 1) * classes()));
        store::fromHalf(block.classes.first(tokens.classes.size()), tokens.classes);
    }
    return tokens;
}

VisualTokens makeVisualTokens(std::span<const Box> boxes, std::span<const float> features,
                              int64_t dim, int64_t maxRegions)
{
    const int64_t regions = std::min<int64_t>(static_cast<int64_t>(boxes.size()), maxRegions);
    VisualTokens tokens;
    tokens.count = regions + 1;
    tokens.boxes.assign(boxes.begin(), boxes.begin() + regions);
    tokens.features.assign(static_cast<size_t>(tokens.count * dim), 0.0F);
    tokens.locations = {0, 0, 1, 1, 1};
    for (int64_t r = 0; r < regions; ++r) {
        const Box& box = boxes[static_cast<size_t>(r)];
        tokens.locations.insert(tokens.locations.end(),
                                {box.x1, box.y1, box.x2, box.y2, box.area()});
        for (int64_t i = 0; i < dim; ++i) {
            const float value = features[static_cast<size_t>(r * dim + i)];
            tokens.features[static_cast<size_t>((r + 1) * dim + i)] = value;
            tokens.features[static_cast<size_t>(i)] += value / static_cast<float>(regions);
        }
    }
    return tokens;
}

} // namespace unimo::data
