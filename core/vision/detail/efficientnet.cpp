// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/detail/efficientnet.h"

#include <algorithm>

namespace unimo::vision {
namespace {

constexpr float kPixelMean = 127;
constexpr float kPixelScale = 128;
constexpr int64_t kStemKernel = 3;
constexpr int64_t kStemStride = 2;
constexpr int64_t kPatch = kStemKernel * kStemKernel * 3;

/// TensorFlow's "same" padding: ceil(side / stride) outputs, the odd zero right and below.
struct Same
{
    int64_t outputs;
    int64_t before;
    Same(int64_t side, int64_t kernel, int64_t stride)
        : outputs((side + stride - 1) / stride),
          before(std::max<int64_t>((outputs - 1) * stride + kernel - side, 0) / 2)
    {
    }
};

/// A thread's own memory for what is between the layers. It grows and stays, so that no page is
/// asked for twice.
struct Workspace
{
    std::vector<float> narrow; ///< a block's input, then its output
    std::vector<float> wide;   ///< expanded
    std::vector<float> deep;   ///< behind the depthwise convolution

    static float* grown(std::vector<float>& buffer, int64_t size)
    {
        if (buffer.size() < static_cast<size_t>(size))
            buffer.resize(static_cast<size_t>(size));
        return buffer.data();
    }
};

/// The patches under the first convolution, normalised: [outputs, outputs, 3, 3, 3].
void takePatches(const float* pixels, int64_t side, const Same& same, float* patches)
{
    for (int64_t oy = 0; oy < same.outputs; ++oy) {
        for (int64_t ox = 0; ox < same.outputs; ++ox) {
            for (int64_t k = 0; k < kStemKernel * kStemKernel; ++k, patches += 3) {
                const int64_t y = oy * kStemStride - same.before + k / kStemKernel;
                const int64_t x = ox * kStemStride - same.before + k % kStemKernel;
                const bool inside = y >= 0 && y < side && x >= 0 && x < side;
                for (int64_t c = 0; c < 3; ++c)
                    patches[c] =
                        inside ? (pixels[(y * side + x) * 3 + c] - kPixelMean) / kPixelScale : 0.F;
            }
        }
    }
}

/// Mean over the pixels: [count, pixels, channels] -> [count, channels].
void pool(const float* from, int64_t count, int64_t pixels, int64_t channels, float* to)
{
    std::fill(to, to + count * channels, 0.F);
    for (int64_t i = 0; i < count * pixels; ++i)
        for (int64_t c = 0; c < channels; ++c)
            to[i / pixels * channels + c] += from[i * channels + c] / static_cast<float>(pixels);
}

} // namespace

void EfficientNetLite0::forward(std::span<const float> pixels, int64_t count, int64_t side,
                                std::span<float> features, std::span<float> logits) const
{
    thread_local Workspace space;
    const Same stem(side, kStemKernel, kStemStride);
    int64_t area = stem.outputs * stem.outputs;
    float* patches = Workspace::grown(space.wide, count * area * kPatch);
    for (int64_t i = 0; i < count; ++i)
        takePatches(pixels.data() + i * side * side * 3, side, stem, patches + i * area * kPatch);
    pointwise(stem_, patches, count * area,
              Workspace::grown(space.narrow, count * area * stem_.outputs), true, false);
    side = stem.outputs;

    for (const Block& block : blocks_) {
        const float* x = space.narrow.data();
        if (block.expand) {
            float* wide = Workspace::grown(space.wide, count * area * block.channels);
            pointwise(*block.expand, x, count * area, wide, true, false);
            x = wide;
        }
        const Same same(side, block.kernel, block.stride);
        const DepthwiseShape shape{side,         same.outputs, block.channels,
                                   block.kernel, block.stride, same.before};
        const int64_t outputs = same.outputs * same.outputs;
        float* deep = Workspace::grown(space.deep, count * outputs * block.channels);
        for (int64_t i = 0; i < count; ++i)
            depthwiseClamped(shape, x + i * area * block.channels, block.depthwiseWeight.data(),
                             block.depthwiseBias.data(), deep + i * outputs * block.channels);
        float* out = Workspace::grown(space.narrow, count * outputs * block.project.outputs);
        pointwise(block.project, deep, count * outputs, out, false, block.skip);
        side = same.outputs;
        area = outputs;
    }

    float* last = Workspace::grown(space.wide, count * area * head_.outputs);
    pointwise(head_, space.narrow.data(), count * area, last, true, false);
    pool(last, count, area, kFeatures, features.data());
    float* classes = Workspace::grown(space.deep, count * classifier_.outputs);
    pointwise(classifier_, features.data(), count, classes, false, false);
    for (int64_t i = 0; i < count; ++i)
        std::copy_n(classes + i * classifier_.outputs, kClasses, logits.data() + i * kClasses);
}

} // namespace unimo::vision
