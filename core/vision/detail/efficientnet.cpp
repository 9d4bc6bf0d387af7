// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/detail/efficientnet.h"

#include "core/tensor/detail/weights.h"
#include "core/tensor/device.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>

namespace unimo::vision {
namespace {

constexpr double kNormEpsilon = 1e-3;
constexpr double kPixelMean = 127;
constexpr double kPixelScale = 128;

/// Blocks that share a shape: the first has the stride, the others repeat with stride 1.
struct Stage
{
    int repeats;
    int kernel;
    int stride;
    int expansion;
    int output;
};
constexpr std::array kStages = {Stage{1, 3, 1, 1, 16},  Stage{2, 3, 2, 6, 24},
                                Stage{2, 5, 2, 6, 40},  Stage{3, 3, 2, 6, 80},
                                Stage{3, 5, 1, 6, 112}, Stage{4, 5, 2, 6, 192},
                                Stage{1, 3, 1, 6, 320}};
constexpr int kStemOutput = 32;

/// A convolution whose output is clamped to 0-6, in one pass of oneDNN.
at::Tensor convolveClamped(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                           at::IntArrayRef padding, at::IntArrayRef stride, int64_t groups)
{
    using Signature = at::Tensor(const at::Tensor&, const at::Tensor&,
                                 const std::optional<at::Tensor>&, at::IntArrayRef,
                                 at::IntArrayRef, at::IntArrayRef, int64_t, std::string_view,
                                 c10::List<std::optional<at::Scalar>>,
                                 std::optional<std::string_view>);
    static const auto call = c10::Dispatcher::singleton()
                                 .findSchemaOrThrow("mkldnn::_convolution_pointwise", "")
                                 .typed<Signature>();
    const c10::List<std::optional<at::Scalar>> limits({at::Scalar(0.0), at::Scalar(6.0)});
    return call.call(x, weight, bias, padding, stride, {1, 1}, groups, "hardtanh", limits, "");
}

} // namespace

/// Takes the tensors out of the weight file, folds and checks them.
class EfficientNetBuilder
{
public:
    EfficientNetBuilder(tensor::TensorMap tensors, const std::string& device)
        : tensors_(std::move(tensors)), device_(device)
    {
        const bool cpu = device_ == at::kCPU;
        type_ = cpu && tensor::cpuHasBf16() ? at::kBFloat16 : at::kFloat;
        net_.fused_ = cpu && at::globalContext().userEnabledMkldnn() && at::hasMKLDNN();
    }

    EfficientNetLite0 build()
    {
        net_.stem_ = convolution("_conv_stem", "_bn0", {kStemOutput, 3, 3, 3}, 2, true);
        int input = kStemOutput;
        for (const Stage& stage : kStages) {
            for (int i = 0; i < stage.repeats; ++i) {
                net_.blocks_.push_back(block(stage, input, i == 0 ? stage.stride : 1));
                input = stage.output;
            }
        }
        net_.head_ =
            convolution("_conv_head", "_bn1", {EfficientNetLite0::kFeatures, input, 1, 1}, 1, true);
        net_.classifierWeight_ =
            take("_fc.weight", {EfficientNetLite0::kClasses, EfficientNetLite0::kFeatures})
                .to(device_);
        net_.classifierBias_ = take("_fc.bias", {EfficientNetLite0::kClasses}).to(device_);
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

    EfficientNetLite0::Convolution convolution(const std::string& name, const std::string& norm,
                                               const std::vector<int64_t>& shape, int stride,
                                               bool clamp)
    {
        const int64_t outputs = shape[0];
        const at::Tensor scale = take(norm + ".weight", {outputs}) /
                                 (take(norm + ".running_var", {outputs}) + kNormEpsilon).sqrt();
        const at::Tensor bias =
            take(norm + ".bias", {outputs}) - take(norm + ".running_mean", {outputs}) * scale;
        const at::Tensor weight = take(name + ".weight", shape) * scale.view({-1, 1, 1, 1});
        EfficientNetLite0::Convolution result;
        result.weight = weight.to(device_, type_).contiguous(at::MemoryFormat::ChannelsLast);
        result.bias = bias.to(device_, type_);
        result.kernel = shape[2];
        result.stride = stride;
        result.clamp = clamp;
        return result;
    }

    EfficientNetLite0::Block block(const Stage& stage, int input, int stride)
    {
        const std::string prefix = "_blocks." + std::to_string(net_.blocks_.size()) + ".";
        const int wide = input * stage.expansion;
        EfficientNetLite0::Block block;
        if (stage.expansion != 1)
            block.expand = convolution(prefix + "_expand_conv", prefix + "_bn0",
                                       {wide, input, 1, 1}, 1, true);
        block.depthwise = convolution(prefix + "_depthwise_conv", prefix + "_bn1",
                                      {wide, 1, stage.kernel, stage.kernel}, stride, true);
        block.depthwise.groups = wide;
        block.project = convolution(prefix + "_project_conv", prefix + "_bn2",
                                    {stage.output, wide, 1, 1}, 1, false);
        block.skip = stride == 1 && input == stage.output;
        return block;
    }

    tensor::TensorMap tensors_;
    at::Device device_;
    at::ScalarType type_;
    EfficientNetLite0 net_;
};

Result<EfficientNetLite0> EfficientNetLite0::load(const std::filesystem::path& weights,
                                                  const std::string& device)
{
    auto tensors = tensor::readTorchFile(weights);
    if (!tensors)
        return tensors.error();
    try {
        const at::NoGradGuard noGrad;
        return EfficientNetBuilder(*std::move(tensors), device).build();
    } catch (...) {
        Error error = currentExceptionAsError();
        error.where = weights.string();
        return error;
    }
}

at::Tensor EfficientNetLite0::convolve(const Convolution& convolution, at::Tensor x) const
{
    const int64_t side = x.size(2);
    const int64_t outputs = (side + convolution.stride - 1) / convolution.stride;
    const int64_t padding =
        std::max<int64_t>((outputs - 1) * convolution.stride + convolution.kernel - side, 0);
    int64_t both = padding / 2;
    if (padding % 2 != 0) { // one more at the right and below
        x = at::constant_pad_nd(x, {both, both + 1, both, both + 1});
        both = 0;
    }
    const std::array<int64_t, 2> pad = {both, both};
    const std::array<int64_t, 2> stride = {convolution.stride, convolution.stride};
    if (convolution.clamp && fused_)
        return convolveClamped(x, convolution.weight, convolution.bias, pad, stride,
                               convolution.groups);
    at::Tensor y = at::conv2d(x, convolution.weight, convolution.bias, stride, pad,
                              at::IntArrayRef({1, 1}), convolution.groups);
    return convolution.clamp ? y.clamp_(0, 6) : y;
}

EfficientNetOutput EfficientNetLite0::forward(const at::Tensor& pictures) const
{
    const c10::InferenceMode inference;
    at::Tensor x = pictures.to(stem_.weight.device(), stem_.weight.scalar_type());
    x = x.sub(kPixelMean).div_(kPixelScale);
    x = convolve(stem_, x);
    for (const Block& block : blocks_) {
        at::Tensor y = block.expand ? convolve(*block.expand, x) : x;
        y = convolve(block.project, convolve(block.depthwise, y));
        x = block.skip ? y.add_(x) : y;
    }
    const at::Tensor features = convolve(head_, x).to(at::kFloat).mean({2, 3});
    const at::Tensor logits = at::linear(features, classifierWeight_, classifierBias_);
    return {features.to(at::kCPU), logits.to(at::kCPU)};
}

} // namespace unimo::vision
