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

bool isFlash(const at::Tensor& query)
{
    return query.scalar_type() != at::kFloat;
}

Attended attend(const Triple& in, const AttentionPlan::Block& block, bool causal, double dropout)
{
    Attended result;
    if (isFlash(in[0])) {
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
    if (isFlash(in[0])) {
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

/// One autograd node for both blocks: rows are put back by copying, where autograd's own way back
/// from index_select adds them up one by one (a tenth of a base step).
class GpuAttention : public torch::autograd::Function<GpuAttention>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input,
                              const AttentionPlan::Blocks& blocks, int64_t heads, double dropout)
    {
        const int64_t hidden = input.size(1) / 3;
        const at::Tensor qkv = input.view({input.size(0), 3, heads, hidden / heads});
        at::Tensor out = at::empty({qkv.size(0), heads, hidden / heads}, qkv.options());
        torch::autograd::variable_list saved{input};
        for (const auto* block : {&blocks.prefixes, &blocks.suffixes}) {
            Attended attended;
            if (block->mostQueries > 0) {
                attended = attend(rowsOf(qkv, *block, isWhole(blocks)), *block,
                                  block == &blocks.suffixes, dropout);
                if (isWhole(blocks))
                    out = attended.out;
                else
                    out.index_copy_(0, block->queryRows, attended.out);
            }
            for (const at::Tensor& tensor :
                 {attended.out, attended.logSums, attended.randoms, attended.randoms2,
                  block->queryRows, block->keyRows, block->queryStarts, block->keyStarts})
                saved.push_back(tensor);
        }
        context->save_for_backward(std::move(saved));
        for (const auto& [name, value] :
             {std::pair("prefix_queries", blocks.prefixes.mostQueries),
              std::pair("prefix_keys", blocks.prefixes.mostKeys),
              std::pair("suffix_queries", blocks.suffixes.mostQueries),
              std::pair("suffix_keys", blocks.suffixes.mostKeys), std::pair("heads", heads)})
            context->saved_data[name] = value;
        context->saved_data["dropout"] = dropout;
        return out.reshape({qkv.size(0), hidden});
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto whole = [&](const char* name) { return context->saved_data[name].toInt(); };
        const auto blockAt = [&](size_t first, const char* queries, const char* keys) {
            return AttentionPlan::Block{saved[first],     saved[first + 1], saved[first + 2],
                                        saved[first + 3], whole(queries),   whole(keys)};
        };
        const AttentionPlan::Blocks blocks{blockAt(5, "prefix_queries", "prefix_keys"),
                                           blockAt(13, "suffix_queries", "suffix_keys")};
        const double dropout = context->saved_data["dropout"].toDouble();
        const int64_t heads = whole("heads");
        const int64_t width = saved[0].size(1) / 3 / heads;
        const at::Tensor qkv = saved[0].view({saved[0].size(0), 3, heads, width});
        const at::Tensor gradient = gradients[0].reshape({qkv.size(0), heads, width});

        at::Tensor result;
        for (const auto* block : {&blocks.prefixes, &blocks.suffixes}) {
            if (block->mostQueries == 0)
                continue;
            const bool causal = block == &blocks.suffixes;
            const size_t first = causal ? 9 : 1;
            const Attended attended{saved[first], saved[first + 1], saved[first + 2],
                                    saved[first + 3]};
            if (isWhole(blocks)) {
                const Triple parts = attendBackward(gradient, rowsOf(qkv, *block, true), attended,
                                                    *block, causal, dropout);
                result = at::stack(parts, 1);
                break;
            }
            const Triple parts =
                attendBackward(gradient.index_select(0, block->queryRows),
                               rowsOf(qkv, *block, false), attended, *block, causal, dropout);
            if (!result.defined())
                result = at::zeros_like(qkv);
            result.select(1, 0).index_copy_(0, block->queryRows, parts[0]);
            for (const int64_t part : {1, 2}) {
                const at::Tensor place = result.select(1, part);
                if (causal) // a prefix is a key of both blocks
                    place.index_add_(0, block->keyRows, parts[static_cast<size_t>(part)]);
                else
                    place.index_copy_(0, block->keyRows, parts[static_cast<size_t>(part)]);
            }
        }
        return {result.view_as(saved[0]), {}, {}, {}};
    }

private:
    /// Whether every row is a prefix's, so that none has to be picked.
    static bool isWhole(const AttentionPlan::Blocks& blocks)
    {
        return blocks.suffixes.mostQueries == 0;
    }

    static Triple rowsOf(const at::Tensor& qkv, const AttentionPlan::Block& block, bool all)
    {
        if (all)
            return {qkv.select(1, 0), qkv.select(1, 1), qkv.select(1, 2)};
        return {qkv.select(1, 0).index_select(0, block.queryRows),
                qkv.select(1, 1).index_select(0, block.keyRows),
                qkv.select(1, 2).index_select(0, block.keyRows)};
    }
};

} // namespace

at::Tensor gpuAttention(const at::Tensor& qkv, const AttentionPlan::Blocks& blocks, int64_t heads,
                        double dropout)
{
    return GpuAttention::apply(qkv, blocks, heads, dropout);
}

} // namespace unimo::tensor
