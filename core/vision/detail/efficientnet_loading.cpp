// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/weights.h"
#include "core/vision/detail/efficientnet.h"

#include <torch/torch.h>

#include <array>

namespace unimo::vision {
namespace {

constexpr double kNormEpsilon = 1e-3;
constexpr int kStemOutput = 32;

/// Blocks that share a shape: the first has the stride, the others repeat with stride 1.
struct Stage
{
    int repeats;
    int kernel;
    int stride;
    int expansion;
    int output;
};
constexpr std::array kStages = {
    Stage{1, 3, 1, 1, 16},  Stage{2, 3, 2, 6, 24},  Stage{2, 5, 2, 6, 40}, Stage{3, 3, 2, 6, 80},
    Stage{3, 5, 1, 6, 112}, Stage{4, 5, 2, 6, 192}, Stage{1, 3, 1, 6, 320}};

/// A convolution with its batch norm in it: weight [out, in / groups, kernel, kernel], bias [out].
struct Folded
{
    at::Tensor weight;
    at::Tensor bias;
};

int64_t padded(int64_t channels)
{
    return (channels + kPointwisePanel - 1) / kPointwisePanel * kPointwisePanel;
}

/// Packs weight [out, in] with zeros up to whole panels of outputs and up to `inputs`.
PointwiseWeights pack(const at::Tensor& weight, const at::Tensor& bias, int64_t inputs)
{
    const int64_t outputs = padded(weight.size(0));
    const at::Tensor whole =
        at::constant_pad_nd(weight, {0, inputs - weight.size(1), 0, outputs - weight.size(0)})
            .contiguous();
    const at::Tensor wholeBias =
        at::constant_pad_nd(bias, {0, outputs - bias.size(0)}).contiguous();
    return packPointwise(whole.data_ptr<float>(), wholeBias.data_ptr<float>(), outputs, inputs);
}

PointwiseWeights pack(const Folded& convolution, int64_t inputs)
{
    return pack(convolution.weight.flatten(1), convolution.bias, inputs);
}

std::vector<float> numbers(const at::Tensor& tensor)
{
    const at::Tensor flat = tensor.contiguous();
    return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

} // namespace

/// Takes the tensors out of the weight file, checks and folds them.
class EfficientNetBuilder
{
public:
    explicit EfficientNetBuilder(tensor::TensorMap tensors) : tensors_(std::move(tensors)) {}

    EfficientNetLite0 build()
    {
        Folded stem = fold("_conv_stem", "_bn0", {kStemOutput, 3, 3, 3});
        stem.weight = stem.weight.permute({0, 2, 3, 1}); // a patch is [y, x, colour]
        net_.stem_ = pack(stem, 27);
        int input = kStemOutput;
        for (const Stage& stage : kStages) {
            for (int i = 0; i < stage.repeats; ++i) {
                net_.blocks_.push_back(block(stage, input, i == 0 ? stage.stride : 1));
                input = stage.output;
            }
        }
        net_.head_ = pack(fold("_conv_head", "_bn1", {EfficientNetLite0::kFeatures, input, 1, 1}),
                          padded(input));
        net_.classifier_ =
            pack(take("_fc.weight", {EfficientNetLite0::kClasses, EfficientNetLite0::kFeatures}),
                 take("_fc.bias", {EfficientNetLite0::kClasses}), EfficientNetLite0::kFeatures);
        return std::move(net_);
    }

private:
    at::Tensor take(const std::string& name, const std::vector<int64_t>& shape)
    {
        const auto found = tensors_.find(name);
        if (found == tensors_.end())
            throw ErrorException({ErrorKind::Data, "tensor " + name + " is missing", {}, {}});
        const at::Tensor& tensor = found->second;
        if (tensor.sizes() != at::IntArrayRef(shape) || !tensor.is_floating_point())
            throw ErrorException({ErrorKind::Data,
                                  "tensor " + name + " is not " + c10::str(at::IntArrayRef(shape)) +
                                      " but " + c10::str(tensor.sizes()),
                                  {},
                                  {}});
        return tensor.to(at::kFloat);
    }

    Folded fold(const std::string& name, const std::string& norm, const std::vector<int64_t>& shape)
    {
        const std::vector<int64_t> outputs = {shape[0]};
        const at::Tensor scale = take(norm + ".weight", outputs) /
                                 (take(norm + ".running_var", outputs) + kNormEpsilon).sqrt();
        return {take(name + ".weight", shape) * scale.view({-1, 1, 1, 1}),
                take(norm + ".bias", outputs) - take(norm + ".running_mean", outputs) * scale};
    }

    EfficientNetLite0::Block block(const Stage& stage, int input, int stride)
    {
        const std::string prefix = "_blocks." + std::to_string(net_.blocks_.size()) + ".";
        const int64_t wide = int64_t{input} * stage.expansion;
        const Folded depthwise = fold(prefix + "_depthwise_conv", prefix + "_bn1",
                                      {wide, 1, stage.kernel, stage.kernel});
        EfficientNetLite0::Block block;
        if (stage.expansion != 1)
            block.expand = pack(fold(prefix + "_expand_conv", prefix + "_bn0", {wide, input, 1, 1}),
                                padded(input));
        block.channels = wide;
        block.kernel = stage.kernel;
        block.stride = stride;
        block.depthwiseWeight = numbers(depthwise.weight.squeeze(1).permute({1, 2, 0}));
        block.depthwiseBias = numbers(depthwise.bias);
        block.project =
            pack(fold(prefix + "_project_conv", prefix + "_bn2", {stage.output, wide, 1, 1}), wide);
        block.skip = stride == 1 && input == stage.output;
        return block;
    }

    tensor::TensorMap tensors_;
    EfficientNetLite0 net_;
};

Result<EfficientNetLite0> EfficientNetLite0::load(const std::filesystem::path& weights)
{
    auto tensors = tensor::readTorchFile(weights);
    if (!tensors)
        return tensors.error();
    try {
        const at::NoGradGuard noGrad;
        return EfficientNetBuilder(*std::move(tensors)).build();
    } catch (...) {
        Error error = currentExceptionAsError();
        error.where = weights.string();
        return error;
    }
}

} // namespace unimo::vision
