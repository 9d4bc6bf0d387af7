// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace unimo::inference {

/// How a checkpoint takes a caption or one of its rewrites.
struct TextScore
{
    int64_t caption = 0; ///< id of the caption, or of the one that was rewritten
    int64_t rewrite = 0; ///< id of the rewrite; 0: the caption itself
    float match = 0;     ///< how well it fits the picture, read together (higher: better)
    float margin = 0;    ///< of a negative: how far its caption is above it; of a positive: how far
                         ///< it is above the hardest negative of its caption. Below 0: wrong.
};

/// How a checkpoint takes something retrieved.
struct NeighbourScore
{
    int64_t neighbour = 0; ///< id of the store::Neighbour
    float similarity = 0;  ///< to the pair's picture (a text) or caption (a picture), encoded alone
    float effect = 0;      ///< what it does to the pair's CMCL loss: with all, less without it
};

/// One pair under the weights of a checkpoint.
struct PairScores
{
    int64_t sample = 0;
    std::vector<TextScore> texts;
    std::vector<NeighbourScore> neighbours; ///< all, also those that training leaves out
    /// CMCL loss of the pair (unimo.md 2.1) with its first caption, usable rewrites and captions of
    /// other pairs, without an in-batch term; entry k: with the k nearest usable texts and pictures
    /// that were retrieved. The last has all of them. Empty: the pair has no caption.
    std::vector<float> lossByCount;
};

} // namespace unimo::inference
