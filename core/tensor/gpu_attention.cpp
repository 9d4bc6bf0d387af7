// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/gpu_attention.h"

#include <torch/torch.h>

#include <array>

namespace unimo::tensor {
namespace {

constexpr int64_t kNoMask = 0, kCausalFromBottomRight = 2; // sdp::CustomMaskType of torch

/// Query, key and value, [rows, heads, width] each.
using Triple = std::array<at::Tensor, 3>;

/// What a kernel leaves for its way back.
struct Attended
{
    at::Tensor out;               ///< as the query
    at::Tensor logSums;           ///< of the softmax
    at::Tensor randoms, randoms2; ///< the state that dropout drew from
};

/// Flash attention takes no float, and is the slower one for short sequences.
bool isFlash(const at::Tensor& query, const AttentionPlan::Block& block)
{
    return query.scalar_type() != at::kFloat && !block.isShort;
}

Attended attend(const Triple& in, const AttentionPlan::Block& block, bool causal, double dropout)
{
    Attended result;
    if (isFlash(in[0], block)) {
        std::tie(result.out, result.logSums, result.randoms, result.randoms2, std::ignore) =
            at::_flash_attention_forward(in[0], in[1], in[2], block.queryStarts, block.keyStarts,
                                         block.mostQueries, block.mostKeys, dropout, causal,
                                         /*return_debug_mask=*/false);
        return result;
    }
    std::tie(result.out, result.logSums, result.randoms, result.randoms2, std::ignore,
             std::ignore) =
        at::_efficient_attention_forward(in[0].unsqueeze(0), in[1].unsqueeze(0), in[2].unsqueeze(0),
                                         {}, block.queryStarts, block.keyStarts, block.mostQueries,
                                         block.mostKeys, dropout,
                                         causal ? kCausalFromBottomRight : kNoMask,
                                         /*compute_log_sumexp=*/true);
    result.out = result.out.squeeze(0);
    return result;
}

Triple attendBackward(const at::Tensor& gradient, const Triple& in, const Attended& attended,
                      const AttentionPlan::Block& block, bool causal, double dropout)
{
    Triple result;
    if (isFlash(in[0], block)) {
        std::tie(result[0], result[1], result[2]) = at::_flash_attention_backward(
            gradient, in[0], in[1], in[2], attended.out, attended.logSums, block.queryStarts,
            block.keyStarts, block.mostQueries, block.mostKeys, dropout, causal, attended.randoms,
            attended.randoms2);
        return result;
    }
    std::tie(result[0], result[1], result[2], std::ignore) = at::_efficient_attention_backward(
        gradient.unsqueeze(0), in[0].unsqueeze(0), in[1].unsqueeze(0), in[2].unsqueeze(0), {},
        attended.out.unsqueeze(0), block.queryStarts, block.keyStarts, block.mostQueries,
        block.mostKeys, attended.logSums, dropout, attended.randoms, attended.randoms2,
        causal ? kCausalFromBottomRight : kNoMask, /*bias_requires_grad=*/false);
    for (at::Tensor& part : result)
        part = part.squeeze(0);
    return result;
}

/// One autograd node for all blocks: rows are put back by copying, where autograd's own way back
/// from index_select adds them up one by one (a tenth of a base step).
class GpuAttention : public torch::autograd::Function<GpuAttention>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input,
                              const AttentionPlan::Blocks& blocks, int64_t heads, double dropout)
    {
        const int64_t hidden = input.size(1) / 3;
        const at::Tensor qkv = input.view({input.size(0), 3, heads, hidden / heads});
        at::Tensor out;
        torch::autograd::variable_list saved{input};
        auto& numbers = context->saved_data;
        for (size_t i = 0; i < kBlocks; ++i) {
            const AttentionPlan::Block& block = blockOf(blocks, i);
            Attended attended;
            if (block.mostQueries > 0) {
                attended =
                    attend(rowsOf(qkv, block, blocks.wholeRows), block, isCausal(i), dropout);
                if (blocks.wholeRows == qkv.size(0))
                    out = attended.out;
                else
                    put(out.defined() ? out : out = at::empty_like(qkv.select(1, 0)), block,
                        attended.out);
            }
            for (const at::Tensor& tensor :
                 {attended.out, attended.logSums, attended.randoms, attended.randoms2,
                  block.queryRows, block.keyRows, block.queryStarts, block.keyStarts})
                saved.push_back(tensor);
            const std::string place = std::to_string(i);
            numbers["queries" + place] = block.mostQueries;
            numbers["keys" + place] = block.mostKeys;
            numbers["short" + place] = block.isShort;
        }
        context->save_for_backward(std::move(saved));
        numbers["whole_rows"] = blocks.wholeRows;
        numbers["heads"] = heads;
        numbers["dropout"] = dropout;
        return out.reshape({qkv.size(0), hidden});
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto number = [&](const std::string& name) {
            return context->saved_data[name].toInt();
        };
        const double dropout = context->saved_data["dropout"].toDouble();
        const int64_t heads = number("heads");
        const int64_t wholeRows = number("whole_rows");
        const int64_t width = saved[0].size(1) / 3 / heads;
        const at::Tensor qkv = saved[0].view({saved[0].size(0), 3, heads, width});
        const at::Tensor gradient = gradients[0].reshape({qkv.size(0), heads, width});

        at::Tensor result = at::empty_like(qkv);
        result.narrow(0, wholeRows, qkv.size(0) - wholeRows).zero_();
        for (size_t i = 0; i < kBlocks; ++i) {
            const size_t at = 1 + 8 * i;
            const std::string place = std::to_string(i);
            const AttentionPlan::Block block{saved[at + 4],
                                             saved[at + 5],
                                             saved[at + 6],
                                             saved[at + 7],
                                             number("queries" + place),
                                             number("keys" + place),
                                             context->saved_data["short" + place].toBool()};
            if (block.mostQueries == 0)
                continue;
            const Attended attended{saved[at], saved[at + 1], saved[at + 2], saved[at + 3]};
            const Triple parts = attendBackward(pick(gradient, block.queryRows, wholeRows),
                                                rowsOf(qkv, block, wholeRows), attended, block,
                                                isCausal(i), dropout);
            put(result.select(1, 0), block, parts[0]);
            for (const int64_t part : {1, 2}) {
                const at::Tensor keys = result.select(1, part);
                if (isCausal(i)) // a prefix is a key of two blocks
                    keys.index_add_(0, block.keyRows, parts[static_cast<size_t>(part)]);
                else
                    put(keys, block, parts[static_cast<size_t>(part)]);
            }
        }
        return {result.view_as(saved[0]), {}, {}, {}};
    }

private:
    static constexpr size_t kBlocks = 3;

    static const AttentionPlan::Block& blockOf(const AttentionPlan::Blocks& blocks, size_t i)
    {
        return i == 0 ? blocks.whole : i == 1 ? blocks.prefixes : blocks.suffixes;
    }
    static bool isCausal(size_t i) { return i == 2; }

    /// The rows as named, or the first `whole` as they lie.
    static at::Tensor pick(const at::Tensor& from, const at::Tensor& rows, int64_t whole)
    {
        return rows.defined() ? from.index_select(0, rows) : from.narrow(0, 0, whole);
    }
    static Triple rowsOf(const at::Tensor& qkv, const AttentionPlan::Block& block, int64_t whole)
    {
        return {pick(qkv.select(1, 0), block.queryRows, whole),
                pick(qkv.select(1, 1), block.keyRows, whole),
                pick(qkv.select(1, 2), block.keyRows, whole)};
    }
    /// Values of a block's queries in their places.
    static void put(const at::Tensor& place, const AttentionPlan::Block& block,
                    const at::Tensor& values)
    {
        if (block.queryRows.defined())
            place.index_copy_(0, block.queryRows, values);
        else
            place.narrow(0, 0, values.size(0)).copy_(values);
    }
};

} // namespace

at::Tensor gpuAttention(const at::Tensor& qkv, const AttentionPlan::Blocks& blocks, int64_t heads,
                        double dropout)
{
    return GpuAttention::apply(qkv, blocks, heads, dropout);
}

} // namespace unimo::tensor
