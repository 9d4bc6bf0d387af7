// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace unimo::vision {

/// A 1 x 1 convolution: a matrix product over pixels, with its weights laid out for the kernel.
struct PointwiseWeights
{
    int64_t inputs = 0;
    int64_t outputs = 0;       ///< a multiple of kPointwisePanel
    std::vector<float> panels; ///< [outputs / kPointwisePanel, inputs, kPointwisePanel]
    std::vector<float> bias;   ///< [outputs]
};

inline constexpr int64_t kPointwisePanel = 16;

/// Packs weight [outputs, inputs] and bias [outputs].
[[nodiscard]] PointwiseWeights packPointwise(const float* weight, const float* bias,
                                             int64_t outputs, int64_t inputs);

/// out[p, o] = bias[o] + sum over i of pixels[p, i] * weight[o, i], then clamped to 0-6 if `clamp`,
/// or plus out's old value if `add`. pixels [count, inputs], out [count, outputs]. Near the AVX2
/// limit of one core; the library calls lose half of it on matrices this small. Thread: any.
void pointwise(const PointwiseWeights& weights, const float* pixels, int64_t count, float* out,
               bool clamp, bool add);

} // namespace unimo::vision
