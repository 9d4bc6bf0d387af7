// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace unimo::inference {

/// Which vectors of a checkpoint stand for its pictures and texts.
struct VectorSpace
{
    /// How the states of a layer become one vector: the first token ([IMG], [CLS]), the mean of all
    /// tokens, or the mean of regions and words alone, without the special tokens that attention
    /// gathers in.
    enum class Pooling { First, Mean, Content };

    static constexpr int64_t kCommon = -1;

    /// kCommon: the common space, by the checkpoint's own pooling and projections. 0: what enters
    /// the encoder, before any attention. k: what leaves its layer k.
    int64_t layer = kCommon;
    Pooling pooling = Pooling::Mean; ///< of a layer; the common space has its own

    [[nodiscard]] bool common() const { return layer == kCommon; }
    friend bool operator==(const VectorSpace&, const VectorSpace&) = default;
};

} // namespace unimo::inference
