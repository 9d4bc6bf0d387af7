// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/model/detail/visual_start.h"
#include "core/train/detail/start_parts.h"

#include <unordered_map>

namespace unimo::train {
namespace {

/// More regions than this teach the feature statistics nothing new.
constexpr size_t kStatisticsRegions = 24'000;

} // namespace

RegionSample sampleRegions(const store::Project& project, const data::RegionSource& source,
                           const std::string& split, int64_t maxRegions)
{
    store::SampleFilter filter;
    filter.split = split;
    std::unordered_map<store::SampleId, std::vector<store::Region>> truth;
    for (auto& region : project.regions(filter))
        truth[region.sample].push_back(std::move(region));

    RegionSample sample;
    const auto dim = static_cast<size_t>(source.dim());
    for (store::SampleId id : project.sampleIds(filter)) {
        if (!source.hasAny(id))
            continue;
        for (data::RegionSet set : {data::RegionSet::Truth, data::RegionSet::Proposals}) {
            if (!source.has(id, set))
                continue;
            const data::VisualTokens tokens = source.tokens(id, set, maxRegions);
            sample.features.insert(sample.features.end(),
                                   tokens.features.begin() + static_cast<std::ptrdiff_t>(dim),
                                   tokens.features.end());
            sample.locations.insert(sample.locations.end(), tokens.locations.begin() + 5,
                                    tokens.locations.end()); // [IMG] comes first
            for (size_t r = 0; r < tokens.boxes.size(); ++r)
                for (const auto& region : truth[id])
                    if (intersectionOverUnion(region.box, tokens.boxes[r]) > 0.6F &&
                        !region.label.empty()) {
                        sample.labelledRows.push_back(sample.rows + static_cast<int64_t>(r));
                        sample.labels.emplace_back(region.label, region.colour);
                        break;
                    }
            sample.rows += tokens.count - 1;
        }
        if (static_cast<size_t>(sample.rows) > kStatisticsRegions)
            break;
    }
    return sample;
}

void startFeatures(tasks::Bundle& bundle, const RegionSample& sample, const Settings& recipe)
{
    if (sample.rows == 0)
        return;
    const at::Tensor features =
        data::tensorOf(sample.features, {sample.rows, bundle.config.featureDim});
    model::standardiseFeatures(bundle.model, features);
    if (!recipe.boolean("start.visual_from_labels") || sample.labelledRows.size() < 100)
        return;
    std::unordered_map<std::string, at::Tensor> words;
    const auto word = [&](const std::string& text) {
        auto [entry, fresh] = words.try_emplace(text);
        if (fresh)
            entry->second = meanWord(bundle, text);
        return entry->second;
    };
    std::vector<at::Tensor> targets;
    for (const auto& [noun, colour] : sample.labels)
        targets.push_back(colour.empty() ? word(noun) : word(noun) + word(colour));
    const double explained = model::startVisualProjection(
        bundle.model, features.index_select(0, data::tensorOf(sample.labelledRows)),
        at::stack(targets));
    log::info("train", "visual projection started from " + std::to_string(targets.size()) +
                           " labelled regions, explains " +
                           std::to_string(static_cast<int>(100 * explained)) + " % of their words");
}

void startLocations(torch::nn::LinearImpl& location, const RegionSample& sample, double deviation,
                    at::Generator generator)
{
    location.weight.normal_(0.0, deviation, std::move(generator));
    if (sample.rows == 0)
        return;
    const at::Tensor mean = data::tensorOf(sample.locations, {sample.rows, 5}).mean(0);
    location.bias.copy_(-at::mv(location.weight, mean));
}

} // namespace unimo::train
