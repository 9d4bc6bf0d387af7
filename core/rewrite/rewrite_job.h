// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/rewrite/translator.h"
#include "core/store/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::rewrite {

struct RewriteOptions
{
    std::string split = "train";
    bool sentences = true;   ///< captions of other pictures
    bool words = true;       ///< one fact of the caption exchanged
    bool translation = true; ///< positives: into another language and back
    bool phrases = true;     ///< units of more than one word, also of single texts
    int64_t perCaption = 2;  ///< usable sentence negatives wanted of each caption
    std::vector<std::string> pivots = translationPivots(); ///< languages to go through
    std::filesystem::path wordnet = "/usr/share/wordnet";
    int threads = 0; ///< 0: all cores
};

struct RewriteReport
{
    int64_t captions = 0; ///< in the split
    int64_t kept = 0;     ///< done already, a caption counted once for each level
    int64_t open = 0;     ///< worked on, counted likewise
    int64_t phrases = 0;  ///< captions whose phrases were looked for
    int64_t removed = 0;  ///< rows of captions that have changed since
    int64_t usable = 0;   ///< new rows
    int64_t rejected = 0; ///< new rows that must not be used
    double seconds = 0;
};

/// Gives every caption of a split's pictures its sentence-level and word-level negatives and its
/// back-translations, and finds the phrases of all its texts. Captions whose rows
/// are there and whose text has not changed are left alone, so that a stopped job goes on where it
/// was and new or edited captions cost little (the vocabularies need all of them to be parsed). A
/// caption that cannot be parsed gets a rejected row with the rule "parse". Cancelled when stopped;
/// what was done stays.
[[nodiscard]] Result<RewriteReport>
rewriteCaptions(store::Project& project, const RewriteOptions& options, const JobControl& control);

} // namespace unimo::rewrite
