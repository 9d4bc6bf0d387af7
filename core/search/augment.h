// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/search/vector_index.h"
#include "core/store/project.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace unimo::search {

/// Turns sentences into vectors. Made by whoever has a model; this folder knows none.
struct SentenceEncoder
{
    int dimension = 0;
    std::string identity; ///< changes when the vectors would
    /// -> [texts, dimension], row after row. May throw ErrorException.
    std::function<std::vector<float>(const std::vector<std::string>& texts, const JobControl&)>
        encode;
};

struct AugmentOptions
{
    std::string split = "train"; ///< of the pairs, and of what may be found
    int pictures = 10;           ///< a pair; the paper: 100. 0: none
    int texts = 10;              ///< a pair; the paper: 100. 0: none
    IndexKind index = IndexKind::Exact;
};

struct AugmentReport
{
    int64_t pairs = 0;
    int64_t lonePictures = 0; ///< that could be found: those with region features
    int64_t loneTexts = 0;
    int64_t found = 0;    ///< searches done now: one a pair and kind
    int64_t kept = 0;     ///< searches whose rows still hold
    int64_t removed = 0;  ///< rows of searches that no longer hold
    int64_t pictures = 0; ///< usable rows stored now
    int64_t texts = 0;
    int64_t rejected = 0;
    double seconds = 0;
};

/// Retrieval augmentation (unimo.md 2.1): for each pair the nearest pictures and texts of the
/// unpaired collections. Pictures by the mean of two parts, both kept as scores: "similarity", the
/// cosine of their mean region features around the collection's mean, and "overlap", the share of
/// detected objects they have in common (sum of the smaller over sum of the larger class
/// probability, each the highest among the regions). Texts by the cosine of sentence vectors
/// averaged over the pair's captions, or, without an encoder, of TF-IDF vectors.
///
/// What would leak a held-out split or repeat the pair itself is kept with a reason and not used.
/// Rows of pairs and collections that did not change stay. Committed every few hundred pairs: a job
/// that was stopped goes on where it was. Thread: the project's.
[[nodiscard]] Result<AugmentReport> augment(store::Project& project, const AugmentOptions& options,
                                            const std::optional<SentenceEncoder>& encoder,
                                            const JobControl& control = {});

} // namespace unimo::search
