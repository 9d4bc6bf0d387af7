// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace unimo::tensor {
class ProcessGroup;
}

namespace unimo::objectives {

/// A kind of items: the true pair, rewritten or retrieved positives, negatives by rule.
struct CmclKind
{
    std::string name;
    int64_t index = 0; ///< its number in CmclItems::kinds
    bool positive = false;
};

/// Vectors of pictures or texts that were encoded alone.
struct AloneVectors
{
    at::Tensor own;    ///< int64 [pairs]: rows of the pairs' own
    at::Tensor all;    ///< int64 [n]: rows of these and of what was retrieved
    at::Tensor owners; ///< int64 [n]: the pair each of `all` belongs to
};

/// How the positives of a pair come together.
enum class CmclNumerator {
    Sum, ///< -log of the share of all positives together: the paper. One of them satisfies it.
    Each ///< the mean of -log of each positive's share against the negatives (as Khosla et al.
         ///< 2020, L_out): every positive has to be found.
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
    /// In-batch term, undefined: none. The pair encoded alone is one more positive; its picture
    /// with every text of another pair, and its text with every picture of another, are negatives.
    AloneVectors aloneImages;
    AloneVectors aloneTexts;
    CmclNumerator numerator = CmclNumerator::Sum;

    [[nodiscard]] CmclItems to(const at::Device& device) const;
};

struct CmclLoss
{
    at::Tensor value;    ///< 0-d, mean over the pairs
    at::Tensor accuracy; ///< 0-d: share of pairs whose true pair beats all their negatives
    /// 0-d tensors by name. Of a positive kind: "KIND/loss" (its mean -log of the share against the
    /// pair's negatives), "KIND/accuracy" and "KIND/margin" (against the hardest of them); of a
    /// negative kind: "KIND/accuracy" and "KIND/margin" (of the true pair against it). Margins are
    /// differences of similarities, not divided by tau. The pair encoded alone is "alone", its
    /// negatives are those in the batch.
    std::vector<std::pair<std::string, at::Tensor>> perKind;
};

/// The loss of unimo.md 2.1; similarity is the product of the two vectors.
/// imageVectors [n, dim], textVectors [m, dim], tau 0-d. With a group the in-batch term compares
/// with what all its processes encoded alone; the loss is the mean over this one's pairs.
[[nodiscard]] CmclLoss cmclLoss(const at::Tensor& imageVectors, const at::Tensor& textVectors,
                                const CmclItems& items, const at::Tensor& temperature,
                                const tensor::ProcessGroup* group = nullptr);

} // namespace unimo::objectives
