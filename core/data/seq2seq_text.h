// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/data/scene_data.h"
#include "core/data/sequence_ids.h"

#include <vector>

namespace unimo::data {

/// How seq2seq language learning cuts a text (unimo.md 2.3; core/objectives/fragments.h).
enum class Seq2SeqForm { Fragments, Slices };

/// A text cut into what is read and what is to be generated from it.
struct Seq2SeqText
{
    std::vector<PlacedToken> source; ///< [CLS] ... [SEP], read in both directions
    std::vector<PlacedToken> target; ///< read from left to right, after the source
    std::vector<int32_t> labels;     ///< of each target token: what is predicted there; -1: nothing
};

/// Fragments: the source closes up over what was taken out; each fragment is [CLS] ... [SEP] with
/// positions of its own, from 0. Slices: every token keeps its position, each slice begins with a
/// [CLS] that has the position before it, and only one that ends the text predicts [SEP].
[[nodiscard]] Seq2SeqText makeSeq2Seq(const TokenText& text, Seq2SeqForm form, double ratio,
                                      const SequenceIds& ids, Random& random);

} // namespace unimo::data
