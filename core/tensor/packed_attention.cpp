// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/packed_attention.h"

#include "core/tensor/detail/cpu_attention.h"
#include "core/tensor/detail/gpu_attention.h"
#include "core/tensor/detail/to_device.h"

#include <torch/torch.h>

#include <cmath>

namespace unimo::tensor {
namespace {

/// A tensor that owns a copy of the values.
template <typename T>
at::Tensor asTensor(const std::vector<T>& values)
{
    return at::from_blob(const_cast<T*>(values.data()), {static_cast<int64_t>(values.size())},
                         c10::CppTypeToScalarType<T>::value)
        .clone();
}

/// Of torch's two kernels flash attention goes by tiles of 128 x 128 (query, key), the
/// memory-efficient one by 64 x 64; on an H200 a tile takes 1.5 and 0.68 us forth and back, 64 wide
/// (docs/performance.md).
constexpr int64_t kLargeTile = 128, kSmallTile = 64;
constexpr double kSmallTilesInTheTimeOfALarge = 2.2;

int64_t tiles(int64_t queries, int64_t keys, int64_t side)
{
    return ((queries + side - 1) / side) * ((keys + side - 1) / side);
}

/// Collects a block's rows.
struct DraftedBlock
{
    std::vector<int64_t> queryRows, keyRows;
    std::vector<int32_t> queryStarts{0}, keyStarts{0};
    int64_t mostQueries = 0, mostKeys = 0;
    int64_t smallTiles = 0, largeTiles = 0;

    void add(int64_t firstQuery, int64_t queries, int64_t firstKey, int64_t keys)
    {
        for (int64_t i = 0; i < queries; ++i)
            queryRows.push_back(firstQuery + i);
        for (int64_t i = 0; i < keys; ++i)
            keyRows.push_back(firstKey + i);
        queryStarts.push_back(static_cast<int32_t>(queryRows.size()));
        keyStarts.push_back(static_cast<int32_t>(keyRows.size()));
        mostQueries = std::max(mostQueries, queries);
        mostKeys = std::max(mostKeys, keys);
        smallTiles += tiles(queries, keys, kSmallTile);
        largeTiles += tiles(queries, keys, kLargeTile);
    }
    [[nodiscard]] AttentionPlan::Block finish() const
    {
        const bool isShort = static_cast<double>(smallTiles) <
                             kSmallTilesInTheTimeOfALarge * static_cast<double>(largeTiles);
        return {asTensor(queryRows),
                asTensor(keyRows),
                asTensor(queryStarts),
                asTensor(keyStarts),
                mostQueries,
                mostKeys,
                isShort};
    }
};

/// Flash attention takes heads up to 256 wide and multiples of 8 in 16 bit; its like for float
/// reads 16 bytes at once.
bool gpuKernelsTake(const at::Tensor& qkv, int64_t heads)
{
    const int64_t width = qkv.size(1) / 3 / heads;
    return qkv.is_cuda() && width <= 256 && width % 8 == 0;
}

} // namespace

AttentionPlan::Blocks AttentionPlan::Blocks::to(const at::Device& device) const
{
    Blocks moved = *this;
    for (Block* block : {&moved.whole, &moved.prefixes, &moved.suffixes})
        for (at::Tensor* place :
             {&block->queryRows, &block->keyRows, &block->queryStarts, &block->keyStarts})
            *place = toDevice(*place, device);
    return moved;
}

AttentionPlan::Blocks AttentionPlan::blocksOf(const PackedLayout& layout)
{
    DraftedBlock whole, prefixes, suffixes;
    bool leading = true;
    for (int64_t b = 0; b < layout.sequences(); ++b) {
        const int64_t first = layout.starts[static_cast<size_t>(b)];
        const int64_t length = layout.length(b);
        const int64_t seen = layout.prefix[static_cast<size_t>(b)];
        leading = leading && seen == length;
        if (leading) {
            whole.add(first, length, first, length);
            continue;
        }
        if (seen > 0)
            prefixes.add(first, seen, first, seen);
        if (seen < length)
            suffixes.add(first + seen, length - seen, first, length);
    }
    Blocks blocks{whole.finish(), prefixes.finish(), suffixes.finish(),
                  static_cast<int64_t>(whole.queryRows.size())};
    blocks.whole.queryRows = blocks.whole.keyRows = at::Tensor();
    return blocks;
}

AttentionPlan::AttentionPlan(PackedLayout packed, const at::Device& device)
    : layout(std::move(packed))
{
    if (device.is_cuda()) {
        blocks = blocksOf(layout).to(device);
        return;
    }
    starts = asTensor(layout.starts);
    prefix = asTensor(layout.prefix);
}

at::Tensor packedAttention(const at::Tensor& qkv, const AttentionPlan& plan, int64_t heads,
                           double dropout)
{
    if (gpuKernelsTake(qkv, heads))
        return gpuAttention(qkv, plan.blocks, heads, dropout);
    if (qkv.device().is_cpu())
        return cpuAttention(qkv, plan, heads, dropout);
    return packedAttentionPlain(qkv, plan.layout, heads, dropout);
}

at::Tensor packedAttentionPlain(const at::Tensor& qkv, const PackedLayout& layout, int64_t heads,
                                double dropout)
{
    const int64_t batch = layout.sequences();
    int64_t longest = 0;
    for (int64_t b = 0; b < batch; ++b)
        longest = std::max<int64_t>(longest, layout.length(b));

    // Row of each packed token in the padded [batch * longest] table, and the mask
    // [batch, longest, longest] of what may be seen.
    at::Tensor place = at::empty({layout.tokens()}, at::kLong);
    at::Tensor seen = at::zeros({batch, longest, longest}, at::kBool);
    auto* placeData = place.mutable_data_ptr<int64_t>();
    auto seenData = seen.accessor<bool, 3>();
    for (int64_t b = 0; b < batch; ++b) {
        const int64_t prefix = layout.prefix[static_cast<size_t>(b)];
        for (int64_t i = 0; i < layout.length(b); ++i) {
            placeData[layout.starts[static_cast<size_t>(b)] + i] = b * longest + i;
            for (int64_t j = 0; j < std::max(prefix, i + 1) && j < layout.length(b); ++j)
                seenData[b][i][j] = i < prefix ? j < prefix : true;
        }
    }
    place = place.to(qkv.device());

    const int64_t hidden = qkv.size(1) / 3;
    const int64_t width = hidden / heads;
    const at::Tensor padded = at::zeros({batch * longest, 3 * hidden}, qkv.options())
                                  .index_copy(0, place, qkv)
                                  .view({batch, longest, 3, heads, width})
                                  .permute({2, 0, 3, 1, 4});
    const at::Tensor query = padded[0] / std::sqrt(static_cast<double>(width));
    const at::Tensor scores = at::matmul(query, padded[1].transpose(-2, -1));
    const at::Tensor hiddenKeys = seen.logical_not().unsqueeze(1).to(qkv.device());
    // A padded query sees nothing; a large finite number keeps its row free of NaN.
    at::Tensor probabilities =
        at::softmax(scores.to(at::kFloat).masked_fill(hiddenKeys, -1e9), -1).to(qkv.scalar_type());
    if (dropout > 0)
        probabilities = at::dropout(probabilities, dropout, true);
    return at::matmul(probabilities, padded[2])
        .transpose(1, 2)
        .reshape({batch * longest, hidden})
        .index_select(0, place);
}

} // namespace unimo::tensor
