// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prepare_demo.h"

#include "core/store/project.h"
#include "core/vision/feature_job.h"

#include "datasets/demo/builder.h"

namespace unimo::cli {
namespace {

/// Pictures whose features are made. Some have proposals beside their true boxes, so that the model
/// learns to see photos of which nobody knows the boxes; the single ones have nothing else.
struct FeatureWish
{
    const char* set;
    store::SampleKind kind;
    const char* split;
    int64_t limit; ///< -1: all
};
constexpr FeatureWish kFeatureWishes[] = {
    {vision::kTruthSet, store::SampleKind::Pair, "train", -1},
    {vision::kTruthSet, store::SampleKind::Pair, "val", -1},
    {vision::kTruthSet, store::SampleKind::Pair, "test", -1},
    {vision::kTruthSet, store::SampleKind::Pair, "test_pictures", -1},
    {vision::kProposalsSet, store::SampleKind::Pair, "train", 2500},
    {vision::kProposalsSet, store::SampleKind::Image, "train", -1},
    {vision::kProposalsSet, store::SampleKind::Pair, "val", -1},
    {vision::kProposalsSet, store::SampleKind::Pair, "test", -1},
    {vision::kProposalsSet, store::SampleKind::Pair, "test_pictures", -1}};

} // namespace

void prepareDemo(const std::filesystem::path& folder, int scenes, const JobControl& control)
{
    std::error_code code;
    if (!std::filesystem::exists(folder / "project.sqlite", code)) {
        datasets::DemoOptions options;
        options.scenes = scenes;
        datasets::buildDemo(folder, options, control).orThrow();
    }
    auto project = store::Project::open(folder).orThrow();
    const auto extractor = vision::RegionExtractor::load().orThrow();
    for (const FeatureWish& wish : kFeatureWishes) {
        store::SampleFilter filter;
        filter.split = wish.split;
        filter.kind = wish.kind;
        filter.limit = wish.limit;
        vision::extractFeatures(*project, wish.set, filter, *extractor, control).orThrow();
    }
}

} // namespace unimo::cli
