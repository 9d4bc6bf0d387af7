// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/rewrite/bigram_model.h"
#include "core/rewrite/scene_graph.h"
#include "core/rewrite/wordnet.h"

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace unimo::rewrite {

/// Word- and phrase-level hard negatives (unimo.md 2.1): one fact of a caption's scene graph
/// exchanged for another from the vocabularies of all captions, in proportion to how often it
/// occurs there, so that single words do not give the negatives away. Rules:
///   object     a noun, not one that WordNet calls the same thing or a kind of it
///   colour     a colour word;  attribute  any other adjective
///   count      a number word
///   relation   what stands between two things, never by a wording of the same direction
///   swap       the two ends of a directed relation
///   bind       the attributes of two things
///   combined   a noun and its attribute together
/// A replacement that the picture's captions name anywhere is never taken: it may be true.
/// Thread: forCaption() any.
class WordNegatives
{
public:
    WordNegatives(const std::vector<SceneGraph>& graphs, const WordNet& wordnet);

    /// One row for each rule that fits. known: all words of the picture's captions, lower-case. A
    /// draw that WordNet or the fluency check refuses is kept as a rejected row.
    [[nodiscard]] std::vector<store::Rewrite>
    forCaption(const SceneGraph& graph, const std::unordered_set<std::string>& known,
               Random& random) const;

private:
    friend class Draft;

    /// Words with how often they occur.
    struct Pool
    {
        std::vector<std::string> words;
        std::vector<double> weights;
    };
    using Counts = std::map<std::string, double>;
    [[nodiscard]] static Pool poolOf(const Counts& counts);

    const WordNet& wordnet_;
    BigramModel fluency_;
    std::map<bool, Pool> nouns_;      ///< by plural
    std::map<bool, Pool> attributes_; ///< by being a colour
    Pool counts_;
    std::map<std::string, Pool> relations_; ///< by their first word: "are", "is", "above"
};

} // namespace unimo::rewrite
