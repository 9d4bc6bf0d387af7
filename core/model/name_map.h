// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace unimo::model {

/// Whose names a weight file has.
enum class WeightFamily {
    Bert,    ///< Hugging Face's BERT
    Roberta, ///< Hugging Face's RoBERTa
    Unimo,   ///< UNIMO's own release: Paddle variables (unimo.md 1.6)
    UnimoNlp ///< PaddleNLP's port of it: dygraph layers
};
constexpr size_t kWeightFamilies = 4;

/// What a place of the model is made of, which decides the endings of the names.
enum class PlaceKind {
    Table,  ///< one matrix
    Vector, ///< one vector
    Linear, ///< weight [out, in] and bias
    Norm    ///< weight and bias
};

/// Where one part of the model comes from. "{}" in a name is the layer's number; "a|b|c": the parts
/// of several of theirs, one below the other; empty: the family has none.
struct WeightPlace
{
    const char* ours;
    PlaceKind kind;
    std::array<const char*, kWeightFamilies> theirs;
    [[nodiscard]] const char* of(WeightFamily family) const
    {
        return theirs[static_cast<size_t>(family)];
    }
};

/// All places (the table in docs/file-formats.md).
[[nodiscard]] std::span<const WeightPlace> weightPlaces();

/// How a family ends the name of a part's weight and of its bias.
struct NameEndings
{
    const char* weight;
    const char* bias;
    bool transposed; ///< the weight is [in, out]
};
[[nodiscard]] NameEndings endingsOf(WeightFamily family, PlaceKind kind);

/// The family that has such names; nothing when none has.
[[nodiscard]] std::optional<WeightFamily> familyOf(const std::set<std::string>& names);
[[nodiscard]] const char* nameOf(WeightFamily family);

} // namespace unimo::model
