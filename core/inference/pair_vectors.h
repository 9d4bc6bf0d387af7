// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace unimo::inference {

/// Pictures and their captions in the common space, each encoded alone, and how well they lie
/// together. Entry i of every list is pair i.
struct PairVectors
{
    int dim = 0;
    std::vector<int64_t> samples;
    std::vector<std::string> captions; ///< the first full caption of each picture
    std::vector<float> pictures;       ///< [pairs, dim], unit length
    std::vector<float> texts;          ///< [pairs, dim], unit length
    std::vector<float> similarity;     ///< cosine of picture and caption
    /// How many captions lie nearer to the picture than its own, and the other way round; a caption
    /// in the same words counts as its own.
    std::vector<int32_t> textRank, pictureRank;

    [[nodiscard]] size_t size() const { return samples.size(); }
    /// Share of pictures whose own caption is among the k nearest, and of captions whose picture
    /// is.
    [[nodiscard]] double recallOfTexts(int k) const;
    [[nodiscard]] double recallOfPictures(int k) const;
    /// Mean of `similarity`.
    [[nodiscard]] double meanSimilarity() const;
    /// Distance between the means of both modalities (Liang et al. 2022, "Mind the Gap").
    [[nodiscard]] double modalityGap() const;
    /// Pictures then captions, [2 pairs, dim]; centred: each modality around its own mean, so that
    /// the gap is gone.
    [[nodiscard]] std::vector<float> together(bool centred) const;
    /// Further vectors of one modality, [n, dim], as they would stand in together().
    [[nodiscard]] std::vector<float> amongThese(std::vector<float> rows, bool areTexts,
                                                bool centred) const;
};

} // namespace unimo::inference
