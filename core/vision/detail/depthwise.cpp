// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/detail/depthwise.h"

#include "core/vision/detail/vector_clones.h"

#include <algorithm>

namespace unimo::vision {
namespace {

constexpr int64_t kParts = kDepthwiseChannels / kLanes;

/// `Count` neighbouring outputs of a row, sixteen channels: their sums stay in registers, and a
/// weight is loaded once for all. Tap (0, 0) of the first output is at input[origin], which may lie
/// outside; taps [left, right) x [top, bottom) are inside of the picture.
template <int Count>
[[gnu::always_inline]] inline void outputsOfRow(const DepthwiseShape& shape, const float* input,
                                                int64_t origin, const float* weight,
                                                const float* bias, float* output, int64_t left,
                                                int64_t right, int64_t top, int64_t bottom)
{
    Lanes sums[Count][kParts];
    for (int i = 0; i < Count; ++i)
        for (int64_t part = 0; part < kParts; ++part)
            sums[i][part] = *reinterpret_cast<const Lanes*>(bias + part * kLanes);
    for (int64_t y = top; y < bottom; ++y) {
        for (int64_t x = left; x < right; ++x) {
            const float* tap = weight + (y * shape.kernel + x) * shape.channels;
            const float* pixel = input + (origin + (y * shape.side + x) * shape.channels);
            for (int64_t part = 0; part < kParts; ++part) {
                const Lanes w = *reinterpret_cast<const Lanes*>(tap + part * kLanes);
                for (int i = 0; i < Count; ++i)
                    sums[i][part] +=
                        w * *reinterpret_cast<const Lanes*>(
                                pixel + i * shape.stride * shape.channels + part * kLanes);
            }
        }
    }
    const Lanes zero = {};
    const Lanes six = zero + 6.F;
    for (int i = 0; i < Count; ++i) {
        for (int64_t part = 0; part < kParts; ++part) {
            Lanes value = sums[i][part];
            value = value > zero ? value : zero;
            value = value < six ? value : six;
            *reinterpret_cast<Lanes*>(output + i * shape.channels + part * kLanes) = value;
        }
    }
}

} // namespace

UNIMO_VECTOR_CLONES
void depthwiseClamped(const DepthwiseShape& shape, const float* input, const float* weight,
                      const float* bias, float* output)
{
    constexpr int kTogether = 4;
    for (int64_t oy = 0; oy < shape.outputs; ++oy) {
        const int64_t y = oy * shape.stride - shape.before;
        const int64_t top = std::max<int64_t>(0, -y);
        const int64_t bottom = std::min(shape.kernel, shape.side - y);
        for (int64_t channel = 0; channel < shape.channels; channel += kDepthwiseChannels) {
            for (int64_t ox = 0; ox < shape.outputs;) {
                const int64_t x = ox * shape.stride - shape.before;
                const int64_t origin = (y * shape.side + x) * shape.channels + channel;
                float* to = output + (oy * shape.outputs + ox) * shape.channels + channel;
                const int64_t last = x + (kTogether - 1) * shape.stride + shape.kernel;
                if (x >= 0 && last <= shape.side && ox + kTogether <= shape.outputs) {
                    outputsOfRow<kTogether>(shape, input, origin, weight + channel, bias + channel,
                                            to, 0, shape.kernel, top, bottom);
                    ox += kTogether;
                } else {
                    outputsOfRow<1>(shape, input, origin, weight + channel, bias + channel, to,
                                    std::max<int64_t>(0, -x),
                                    std::min(shape.kernel, shape.side - x), top, bottom);
                    ++ox;
                }
            }
        }
    }
}

} // namespace unimo::vision
