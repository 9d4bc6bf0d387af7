// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/sentence_negatives.h"

#include "core/base/texts.h"

#include <algorithm>

namespace unimo::rewrite {
namespace {

/// Neighbours looked at for one caption: large collections hold many copies of one sentence.
constexpr size_t kCandidates = 64;

std::vector<std::string> textsOf(const std::vector<store::Caption>& captions)
{
    std::vector<std::string> texts;
    texts.reserve(captions.size());
    for (const auto& caption : captions)
        texts.push_back(caption.text);
    return texts;
}

} // namespace

SentenceNegatives::SentenceNegatives(std::vector<store::Caption> captions)
    : captions_(std::move(captions)), index_(textsOf(captions_)),
      wordsOfSample_(wordsOfSamples(captions_))
{
    for (const auto& caption : captions_)
        sentencesOfSample_[caption.sample].insert(joined(wordsOf(caption.text)));
}

std::string SentenceNegatives::rejectionOf(const std::vector<std::string>& words,
                                           store::SampleId own) const
{
    if (sentencesOfSample_.at(own).contains(joined(words)))
        return texts::kCaptionSaysSame;
    const auto& known = wordsOfSample_.at(own);
    if (std::all_of(words.begin(), words.end(),
                    [&](const std::string& word) { return known.contains(word); }))
        return texts::kMayBeTrue;
    return {};
}

std::vector<store::Rewrite> SentenceNegatives::forCaption(size_t caption, size_t wanted) const
{
    const store::Caption& parent = captions_[caption];
    std::vector<store::Rewrite> rows;
    std::unordered_set<std::string> seen;
    size_t usable = 0;
    for (const auto& neighbour : index_.nearest(caption, kCandidates)) {
        if (usable == wanted)
            break;
        const store::Caption& other = captions_[neighbour.text];
        const auto words = wordsOf(other.text);
        if (other.sample == parent.sample || !seen.insert(joined(words)).second)
            continue;
        store::Rewrite row;
        row.text = other.text;
        row.rule = "sentence";
        row.polarity = -1;
        row.scores = {{"tfidf", static_cast<double>(neighbour.similarity)}};
        row.rejection = rejectionOf(words, parent.sample);
        usable += row.usable() ? 1 : 0;
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace unimo::rewrite
