// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/detail/pointwise.h"

#include "core/vision/detail/vector_clones.h"

#include <algorithm>

namespace unimo::vision {
namespace {

constexpr int kRows = 6; // with two registers a row, twelve sums: what sixteen registers hold
constexpr int64_t kParts = kPointwisePanel / kLanes;

/// `Rows` pixels times one panel of sixteen outputs; the sums stay in registers.
template <int Rows>
[[gnu::always_inline]] inline void panelTimesRows(const float* panel, const float* bias,
                                                  const float* pixels, int64_t inputs, float* out,
                                                  int64_t outputs, bool clamp, bool add)
{
    Lanes sums[Rows][kParts];
    for (int row = 0; row < Rows; ++row)
        for (int64_t part = 0; part < kParts; ++part)
            sums[row][part] = *reinterpret_cast<const Lanes*>(bias + part * kLanes);
    for (int64_t i = 0; i < inputs; ++i) {
        const Lanes first = *reinterpret_cast<const Lanes*>(panel + i * kPointwisePanel);
        const Lanes second = *reinterpret_cast<const Lanes*>(panel + i * kPointwisePanel + kLanes);
        for (int row = 0; row < Rows; ++row) {
            const float pixel = pixels[row * inputs + i];
            sums[row][0] += pixel * first;
            sums[row][1] += pixel * second;
        }
    }
    const Lanes zero = {};
    const Lanes six = zero + 6.F;
    for (int row = 0; row < Rows; ++row) {
        for (int64_t part = 0; part < kParts; ++part) {
            auto* to = reinterpret_cast<Lanes*>(out + row * outputs + part * kLanes);
            Lanes value = sums[row][part];
            if (add)
                value += *to;
            if (clamp) {
                value = value > zero ? value : zero;
                value = value < six ? value : six;
            }
            *to = value;
        }
    }
}

} // namespace

PointwiseWeights packPointwise(const float* weight, const float* bias, int64_t outputs,
                               int64_t inputs)
{
    PointwiseWeights packed{inputs, outputs, {}, {bias, bias + outputs}};
    packed.panels.reserve(static_cast<size_t>(outputs * inputs));
    for (int64_t panel = 0; panel < outputs; panel += kPointwisePanel)
        for (int64_t i = 0; i < inputs; ++i)
            for (int64_t o = panel; o < panel + kPointwisePanel; ++o)
                packed.panels.push_back(weight[o * inputs + i]);
    return packed;
}

UNIMO_VECTOR_CLONES
void pointwise(const PointwiseWeights& weights, const float* pixels, int64_t count, float* out,
               bool clamp, bool add)
{
    // Blocks of pixels that stay in the second-level cache while every panel passes over them.
    constexpr int64_t kBlockFloats = 32L * 1024;
    const int64_t block = std::max<int64_t>(kRows, kBlockFloats / weights.inputs / kRows * kRows);
    for (int64_t begin = 0; begin < count; begin += block) {
        const int64_t end = std::min(count, begin + block);
        for (int64_t o = 0; o < weights.outputs; o += kPointwisePanel) {
            const float* panel = weights.panels.data() + o * weights.inputs;
            const float* bias = weights.bias.data() + o;
            int64_t p = begin;
            for (; p + kRows <= end; p += kRows)
                panelTimesRows<kRows>(panel, bias, pixels + p * weights.inputs, weights.inputs,
                                      out + p * weights.outputs + o, weights.outputs, clamp, add);
            for (; p < end; ++p)
                panelTimesRows<1>(panel, bias, pixels + p * weights.inputs, weights.inputs,
                                  out + p * weights.outputs + o, weights.outputs, clamp, add);
        }
    }
}

} // namespace unimo::vision
