// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace unimo::tensor {

/// Where the sequences of a packed batch lie: sequence b is rows [starts[b], starts[b + 1]).
/// Its first prefix[b] tokens see each other and nothing else; each later token sees the prefix and
/// the tokens up to itself. prefix = length is plain bidirectional attention; prefix = number of
/// visual tokens is UNIMO's captioning mask (unimo.md 1.4). Nothing is padded, so all objectives
/// of a step share one pass through the encoder.
struct PackedLayout
{
    std::vector<int32_t> starts{0};
    std::vector<int32_t> prefix;

    [[nodiscard]] int64_t sequences() const { return static_cast<int64_t>(prefix.size()); }
    [[nodiscard]] int64_t tokens() const { return starts.back(); }
    [[nodiscard]] int32_t length(int64_t b) const
    {
        return starts[static_cast<size_t>(b) + 1] - starts[static_cast<size_t>(b)];
    }
    /// The sequence that a row belongs to.
    [[nodiscard]] int64_t sequenceOf(int64_t row) const
    {
        return std::upper_bound(starts.begin(), starts.end(), row) - starts.begin() - 1;
    }
    /// Appends a sequence; returns the row of its first token.
    int32_t add(int32_t length, int32_t prefixLength)
    {
        const int32_t first = starts.back();
        starts.push_back(first + length);
        prefix.push_back(prefixLength);
        return first;
    }
};

/// A layout as attention reads it on a device: made once a pass, used by all its layers.
class AttentionPlan
{
public:
    AttentionPlan(PackedLayout layout, const at::Device& device);

    /// Sequences that a GPU kernel attends in one call, queries and keys one after the other.
    struct Block
    {
        at::Tensor queryRows, keyRows; ///< int64, rows of the packed batch; of `whole` undefined
        at::Tensor queryStarts, keyStarts; ///< int32 [sequences + 1]
        int64_t mostQueries = 0;           ///< of one sequence; 0: the block is empty
        int64_t mostKeys = 0;
        bool isShort = false; ///< most sequences are so short that tiles of 64 tokens are faster
    };
    /// The sequences up to the first that is not all prefix are attended as they lie: no row is
    /// copied for them. Of the others the prefix sees itself whole, and the tokens behind it see
    /// the prefix and what is before them: causal attention whose mask ends in the lower right
    /// corner.
    struct Blocks
    {
        Block whole, prefixes, suffixes;
        int64_t wholeRows = 0; ///< the first rows, those of `whole`
        [[nodiscard]] Blocks to(const at::Device& device) const;
    };
    [[nodiscard]] static Blocks blocksOf(const PackedLayout& layout);

    PackedLayout layout;
    at::Tensor starts, prefix; ///< of the CPU: the layout's two lists, int32
    Blocks blocks;             ///< of a GPU
};

/// Multi-head attention over packed sequences, differentiable.
/// qkv: [tokens, 3 * hidden] (query, key, value side by side); returns [tokens, hidden]. The plan
/// is of qkv's device.
/// On the CPU a kernel of our own that touches no padding and keeps the probabilities of a whole
/// sequence in cache; on a GPU torch's flash attention (16 bit) or
/// memory-efficient attention (float); what neither can do is left to packedAttentionPlain().
[[nodiscard]] at::Tensor packedAttention(const at::Tensor& qkv, const AttentionPlan& plan,
                                         int64_t heads, double dropout = 0.0);

/// The plain twin: pads, masks, softmax, product. Any device.
[[nodiscard]] at::Tensor packedAttentionPlain(const at::Tensor& qkv, const PackedLayout& layout,
                                              int64_t heads, double dropout = 0.0);

} // namespace unimo::tensor
