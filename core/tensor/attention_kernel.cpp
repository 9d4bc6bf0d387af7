// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/attention_kernel.h"

#include "core/base/vector_clones.h"
#include "core/tensor/detail/vector_math.h"

#include <algorithm>
#include <cmath>
#include <vector>

// Sequences here are tens of tokens, so everything of a head lies in the first-level cache and
// plain loops that the compiler turns into vector code are enough.
namespace unimo::tensor {
namespace {

/// A thread's own buffer that grows and is never given back: no allocation a call.
float* scratch(size_t floats)
{
    thread_local std::vector<float> buffer;
    if (buffer.size() < floats)
        buffer.resize(floats);
    return buffer.data();
}

/// How many keys row i sees; they are always the first ones.
inline int64_t seenBy(const HeadShape& shape, int64_t i)
{
    return i < shape.prefix ? shape.prefix : i + 1;
}

/// Sixteen numbers, wherever they lie: one register where the processor has such wide ones.
using Lanes = float __attribute__((vector_size(64), aligned(4), may_alias));
constexpr int64_t kLanes = 16;

/// Room for n numbers in whole Lanes.
inline int64_t padded(int64_t n)
{
    return (n + kLanes - 1) / kLanes * kLanes;
}

/// to[c, j] = rows[j, c]: columns become rows, so that loops over tokens are contiguous. Rows of
/// `to` are padded(length) long; what is beyond `length` is zero.
UNIMO_VECTOR_CLONES
void transpose(const float* rows, int64_t stride, int64_t length, int64_t width, float* to)
{
    const int64_t toStride = padded(length);
    std::fill(to, to + width * toStride, 0.0F);
    for (int64_t j = 0; j < length; ++j)
        for (int64_t c = 0; c < width; ++c)
            to[c * toStride + j] = rows[j * stride + c];
}

/// out[c] = sum over j of weights[j * weightStride] * rows[j, c], j < n, c < width. The sums stay
/// in registers; everything in this file is made of this one loop.
UNIMO_VECTOR_CLONES
void weightedRows(const float* weights, int64_t weightStride, const float* rows, int64_t stride,
                  int64_t n, int64_t width, float* out)
{
    int64_t c = 0;
    for (; c + 2 * kLanes <= width; c += 2 * kLanes) {
        Lanes low{}, high{};
        for (int64_t j = 0; j < n; ++j) {
            const float w = weights[j * weightStride];
            const float* row = rows + j * stride + c;
            low += w * *reinterpret_cast<const Lanes*>(row);
            high += w * *reinterpret_cast<const Lanes*>(row + kLanes);
        }
        *reinterpret_cast<Lanes*>(out + c) = low;
        *reinterpret_cast<Lanes*>(out + c + kLanes) = high;
    }
    for (; c + kLanes <= width; c += kLanes) {
        Lanes sum{};
        for (int64_t j = 0; j < n; ++j)
            sum +=
                weights[j * weightStride] * *reinterpret_cast<const Lanes*>(rows + j * stride + c);
        *reinterpret_cast<Lanes*>(out + c) = sum;
    }
    for (; c < width; ++c) {
        float sum = 0;
        for (int64_t j = 0; j < n; ++j)
            sum += weights[j * weightStride] * rows[j * stride + c];
        out[c] = sum;
    }
}

UNIMO_VECTOR_CLONES
void softmaxInPlace(float* values, int64_t n, float scale)
{
    float highest = values[0];
    for (int64_t j = 1; j < n; ++j)
        highest = std::max(highest, values[j]);
    float sum = 0;
    for (int64_t j = 0; j < n; ++j) {
        values[j] = vectorExp((values[j] - highest) * scale);
        sum += values[j];
    }
    const float inverse = 1.0F / sum;
    for (int64_t j = 0; j < n; ++j)
        values[j] *= inverse;
}

/// to[j] = from[j], dropped or scaled; the first has the place `first`.
UNIMO_VECTOR_CLONES
void drop(const float* from, int64_t n, uint32_t first, const Dropout& dropout, float* to)
{
    const auto low = static_cast<uint32_t>(dropout.seed);
    const auto high = static_cast<uint32_t>(dropout.seed >> 32U);
    const uint32_t threshold = dropout.threshold();
    const float scale = dropout.scale();
#pragma GCC ivdep
    for (int64_t j = 0; j < n; ++j)
        to[j] = from[j] * kept(first + static_cast<uint32_t>(j), low, high, threshold, scale);
}

/// scores[j] = scale * p[j] * (g[j] - sum_k p[k] g[k]): the gradient of the softmax's input.
UNIMO_VECTOR_CLONES
void softmaxBackward(const float* p, const float* g, int64_t n, float scale, float* scores)
{
    float mean = 0;
    for (int64_t j = 0; j < n; ++j)
        mean += p[j] * g[j];
    for (int64_t j = 0; j < n; ++j)
        scores[j] = scale * p[j] * (g[j] - mean);
}

} // namespace

void attendForward(const HeadShape& shape, const float* qkv, const Dropout& dropout, float* out,
                   float* probabilities)
{
    const int64_t n = shape.length;
    const int64_t d = shape.width;
    const int64_t stride = 3 * shape.hidden;
    const float scale = 1.0F / std::sqrt(static_cast<float>(d));
    const float* query = qkv + shape.first * stride + shape.column;
    const float* key = query + shape.hidden;
    const float* value = key + shape.hidden;

    const int64_t room = padded(n);
    float* keyColumns = scratch(static_cast<size_t>((d + 1) * room));
    float* row = keyColumns + d * room;
    transpose(key, stride, n, d, keyColumns);
    for (int64_t i = 0; i < n; ++i) {
        const int64_t seen = seenBy(shape, i);
        float* p = probabilities + i * n;
        weightedRows(query + i * stride, 1, keyColumns, room, d, padded(seen), row);
        softmaxInPlace(row, seen, scale);
        std::copy_n(row, seen, p);
        std::fill(p + seen, p + n, 0.0F);
        if (dropout.rate > 0)
            drop(row, seen, shape.place + static_cast<uint32_t>(i * n), dropout, row);
        weightedRows(row, 1, value, stride, seen, d,
                     out + (shape.first + i) * shape.hidden + shape.column);
    }
}

void attendBackward(const HeadShape& shape, const float* qkv, const Dropout& dropout,
                    const float* probabilities, const float* gradient, float* gradientQkv)
{
    const int64_t n = shape.length;
    const int64_t d = shape.width;
    const int64_t stride = 3 * shape.hidden;
    const float scale = 1.0F / std::sqrt(static_cast<float>(d));
    const float* query = qkv + shape.first * stride + shape.column;
    const float* key = query + shape.hidden;
    const float* value = key + shape.hidden;
    const float* gOut = gradient + shape.first * shape.hidden + shape.column;
    float* gQuery = gradientQkv + shape.first * stride + shape.column;
    float* gKey = gQuery + shape.hidden;
    float* gValue = gKey + shape.hidden;

    const int64_t room = padded(n);
    float* valueColumns = scratch(static_cast<size_t>(d * room + room + 2 * n * n));
    float* gProbability = valueColumns + d * room;
    float* gScores = gProbability + room; // [n, n]
    float* dropped = gScores + n * n;     // [n, n]
    transpose(value, stride, n, d, valueColumns);
    for (int64_t i = 0; i < n; ++i) {
        const int64_t seen = seenBy(shape, i);
        float* gScore = gScores + i * n;
        weightedRows(gOut + i * shape.hidden, 1, valueColumns, room, d, padded(seen), gProbability);
        if (dropout.rate > 0)
            drop(gProbability, seen, shape.place + static_cast<uint32_t>(i * n), dropout,
                 gProbability);
        softmaxBackward(probabilities + i * n, gProbability, seen, scale, gScore);
        std::fill(gScore + seen, gScore + n, 0.0F);
        weightedRows(gScore, 1, key, stride, seen, d, gQuery + i * stride);
    }
    const float* weights = probabilities;
    if (dropout.rate > 0) {
        drop(probabilities, n * n, shape.place, dropout, dropped);
        weights = dropped;
    }
    for (int64_t j = 0; j < n; ++j) {
        weightedRows(weights + j, n, gOut, shape.hidden, n, d, gValue + j * stride);
        weightedRows(gScores + j, n, query, stride, n, d, gKey + j * stride);
    }
}

} // namespace unimo::tensor
