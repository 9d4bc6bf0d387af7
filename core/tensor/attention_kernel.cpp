// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/attention_kernel.h"

#include "core/base/vector_clones.h"

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

/// to[c, j] = rows[j, c]: columns become rows, so that loops over tokens are contiguous.
UNIMO_VECTOR_CLONES
void transpose(const float* rows, int64_t stride, int64_t length, int64_t width, float* to)
{
    for (int64_t j = 0; j < length; ++j)
        for (int64_t c = 0; c < width; ++c)
            to[c * length + j] = rows[j * stride + c];
}

/// out[c] = sum over j of weights[j] * rows[j, c], j < n, c < width.
UNIMO_VECTOR_CLONES
void weightedRows(const float* weights, const float* rows, int64_t stride, int64_t n, int64_t width,
                  float* out)
{
    std::fill(out, out + width, 0.0F);
    for (int64_t j = 0; j < n; ++j) {
        const float w = weights[j];
        const float* row = rows + j * stride;
        for (int64_t c = 0; c < width; ++c)
            out[c] += w * row[c];
    }
}

/// to[j, c] += weights[j] * row[c], j < n.
UNIMO_VECTOR_CLONES
void addOuter(const float* weights, const float* row, int64_t n, int64_t width, float* to,
              int64_t stride)
{
    for (int64_t j = 0; j < n; ++j) {
        const float w = weights[j];
        float* target = to + j * stride;
        for (int64_t c = 0; c < width; ++c)
            target[c] += w * row[c];
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
        values[j] = std::exp((values[j] - highest) * scale);
        sum += values[j];
    }
    const float inverse = 1.0F / sum;
    for (int64_t j = 0; j < n; ++j)
        values[j] *= inverse;
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

void attendForward(const HeadShape& shape, const float* qkv, float* out, float* probabilities)
{
    const int64_t n = shape.length;
    const int64_t d = shape.width;
    const int64_t stride = 3 * shape.hidden;
    const float scale = 1.0F / std::sqrt(static_cast<float>(d));
    const float* query = qkv + shape.first * stride + shape.column;
    const float* key = query + shape.hidden;
    const float* value = key + shape.hidden;

    float* keyColumns = scratch(static_cast<size_t>(n * d));
    transpose(key, stride, n, d, keyColumns);
    for (int64_t i = 0; i < n; ++i) {
        const int64_t seen = seenBy(shape, i);
        float* p = probabilities + i * n;
        weightedRows(query + i * stride, keyColumns, n, d, seen, p);
        softmaxInPlace(p, seen, scale);
        std::fill(p + seen, p + n, 0.0F);
        weightedRows(p, value, stride, seen, d,
                     out + (shape.first + i) * shape.hidden + shape.column);
    }
}

void attendBackward(const HeadShape& shape, const float* qkv, const float* probabilities,
                    const float* gradient, float* gradientQkv)
{
    const int64_t n = shape.length;
    const int64_t d = shape.width;
    const int64_t stride = 3 * shape.hidden;
    const float scale = 1.0F / std::sqrt(static_cast<float>(d));
    const float* query = qkv + shape.first * stride + shape.column;
    const float* key = query + shape.hidden;
    const float* value = key + shape.hidden;
    float* gQuery = gradientQkv + shape.first * stride + shape.column;
    float* gKey = gQuery + shape.hidden;
    float* gValue = gKey + shape.hidden;

    float* valueColumns = scratch(static_cast<size_t>(n * d + 2 * n));
    float* gProbability = valueColumns + n * d;
    float* gScore = gProbability + n;
    transpose(value, stride, n, d, valueColumns);
    for (int64_t j = 0; j < n; ++j) {
        std::fill(gKey + j * stride, gKey + j * stride + d, 0.0F);
        std::fill(gValue + j * stride, gValue + j * stride + d, 0.0F);
    }
    for (int64_t i = 0; i < n; ++i) {
        const int64_t seen = seenBy(shape, i);
        const float* p = probabilities + i * n;
        const float* gOut = gradient + (shape.first + i) * shape.hidden + shape.column;
        addOuter(p, gOut, seen, d, gValue, stride);
        weightedRows(gOut, valueColumns, n, d, seen, gProbability);
        softmaxBackward(p, gProbability, seen, scale, gScore);
        weightedRows(gScore, key, stride, seen, d, gQuery + i * stride);
        addOuter(gScore, query + i * stride, seen, d, gKey, stride);
    }
}

} // namespace unimo::tensor
