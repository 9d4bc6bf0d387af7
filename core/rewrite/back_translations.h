// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/bigram_model.h"
#include "core/rewrite/scene_graph.h"
#include "core/rewrite/wordnet.h"

#include <string>
#include <vector>

namespace unimo::rewrite {

/// Sentence-level positives (unimo.md 2.1): a caption translated into another language and back. A
/// translator makes mistakes, and a false positive teaches what is wrong, so that one is used only
/// when it still says the same: all colours, numbers and directions, and for each thing of the
/// caption's scene graph a word that WordNet relates to it. Thread: judged() any.
class BackTranslations
{
public:
    /// The captions tell which wording is usual.
    BackTranslations(const std::vector<std::string>& captions, const WordNet& wordnet)
        : fluency_(captions), wordnet_(wordnet)
    {
    }

    /// The row for one translation, with the reason if it must not be used. graph: of the caption;
    /// null when it cannot be parsed. rule: "back-translation-PIVOT".
    [[nodiscard]] store::Rewrite judged(const std::string& caption, const SceneGraph* graph,
                                        const std::string& translation,
                                        const std::string& rule) const;

private:
    [[nodiscard]] std::string rejectionOf(const std::string& caption, const SceneGraph* graph,
                                          const std::string& text, double loss) const;
    [[nodiscard]] bool names(const std::string& text, const std::string& noun) const;

    BigramModel fluency_;
    const WordNet& wordnet_;
};

} // namespace unimo::rewrite
