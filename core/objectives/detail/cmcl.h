// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace unimo::objectives {

/// A kind of items: the true pair, rewritten or retrieved positives, negatives by rule.
struct CmclKind
{
    std::string name;
    int64_t index = 0; ///< its number in CmclItems::kinds
    bool positive = false;
};

/// What CMCL compares a pair with (unimo.md 2.1). An item is one picture vector against one text
/// vector; every item belongs to one of the step's pairs. Index tensors are int64 [items].
struct CmclItems
{
    at::Tensor images;             ///< rows of the picture vectors
    at::Tensor texts;              ///< rows of the text vectors
    at::Tensor owners;             ///< pairs, [0, pairs)
    at::Tensor kinds;              ///< CmclKind::index; 0 is the true pair itself, one item a pair
    at::Tensor positive;           ///< bool [items]
    std::vector<CmclKind> present; ///< the kinds that occur
    int64_t pairs = 0;
    /// In-batch term: where the vectors of each pair encoded alone lie, both int64 [pairs]. All
    /// pictures against all texts of these; undefined: none.
    at::Tensor aloneImages;
    at::Tensor aloneTexts;

    [[nodiscard]] CmclItems to(const at::Device& device) const;
};

struct CmclLoss
{
    at::Tensor value;    ///< 0-d, mean over the pairs
    at::Tensor accuracy; ///< 0-d: share of pairs whose true pair beats all their negatives
    /// 0-d tensors by name. Of a positive kind: "KIND/loss" (its mean -log of the pair's softmax),
    /// "KIND/accuracy" and "KIND/margin" (against the pair's hardest negative); of a negative kind:
    /// "KIND/accuracy" and "KIND/margin" (of the true pair against it). Margins are differences of
    /// similarities, not divided by tau.
    std::vector<std::pair<std::string, at::Tensor>> perKind;
};

/// The softmax of unimo.md 2.1 for each pair: -log(sum over its positives / sum over all its items)
/// of exp(similarity / tau), similarity being the product of the two vectors. In-batch, the pair
/// encoded alone is one more positive, and its picture with every other text and its text with
/// every other picture are negatives. imageVectors [n, dim], textVectors [m, dim], tau 0-d.
[[nodiscard]] CmclLoss cmclLoss(const at::Tensor& imageVectors, const at::Tensor& textVectors,
                                const CmclItems& items, const at::Tensor& temperature);

} // namespace unimo::objectives
