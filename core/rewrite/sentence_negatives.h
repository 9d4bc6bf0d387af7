// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/tfidf_index.h"
#include "core/rewrite/words.h"

#include <string>
#include <vector>

namespace unimo::rewrite {

/// Sentence-level hard negatives (unimo.md 2.1): for a caption, the captions of other pictures that
/// are nearest to it by TF-IDF. One that may be true of the caption's own picture is kept with the
/// reason for its rejection, so that a person can judge the rule. Thread: forCaption() any.
class SentenceNegatives
{
public:
    /// The captions among which negatives are looked for.
    explicit SentenceNegatives(std::vector<store::Caption> captions);

    [[nodiscard]] const std::vector<store::Caption>& captions() const { return captions_; }
    /// `wanted` usable rows or fewer, best first, and the rejected ones met on the way to them. The
    /// caller says whose they are.
    [[nodiscard]] std::vector<store::Rewrite> forCaption(size_t caption, size_t wanted) const;

private:
    [[nodiscard]] std::string rejectionOf(const std::vector<std::string>& words,
                                          store::SampleId own) const;

    std::vector<store::Caption> captions_;
    TfidfIndex index_;
    SampleWords wordsOfSample_;
    SampleWords sentencesOfSample_; ///< each caption's words in one string
};

} // namespace unimo::rewrite
