// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace unimo::inference {

/// A positive or negative of a pair, as CMCL compares it (unimo.md 2.1).
struct StarItem
{
    enum class Kind { TrueRewrite, FalseRewrite, RetrievedText, RetrievedPicture };

    Kind kind = Kind::TrueRewrite;
    std::string rule;     ///< of a rewrite
    int64_t id = 0;       ///< of the store::Rewrite, or of the store::Neighbour
    int64_t sample = 0;   ///< what was retrieved; of a rewrite the pair itself
    std::string text;     ///< its words; of a picture empty
    float similarity = 0; ///< of picture and text: a rewrite read together with the picture,
                          ///< something retrieved encoded alone
    /// Of a negative: how far the caption that it was made from is above it; of a positive: how far
    /// it is above the pair's hardest negative, none where the pair has no negative. Below 0:
    /// wrong.
    std::optional<float> margin = {};

    [[nodiscard]] bool positive() const { return kind != Kind::FalseRewrite; }
    [[nodiscard]] bool rewrite() const
    {
        return kind == Kind::TrueRewrite || kind == Kind::FalseRewrite;
    }
    /// Its vector is a text's.
    [[nodiscard]] bool isText() const { return kind != Kind::RetrievedPicture; }
};

/// A pair with everything that training compares it with, but for captions of others drawn at
/// random.
struct AnchorStar
{
    int64_t sample = 0;
    std::string caption;         ///< the first one
    float similarity = 0;        ///< of the picture and this caption, read together
    std::vector<StarItem> items; ///< the hardest first: by margin, the smallest first
    int dim = 0;
    std::vector<float> vectors; ///< [items, dim]: each encoded alone in the space asked for, unit
};

} // namespace unimo::inference
