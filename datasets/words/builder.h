// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/store/project.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace unimo::datasets {

struct WordTaskOptions
{
    uint64_t seed = 1;
    int64_t examples = 20'000; ///< of each task, at most
    std::filesystem::path wordnet = "/usr/share/wordnet";
};

/// Adds four text tasks out of WordNet to a project, in one transaction. They are small real tasks
/// to try fine-tuning on, no benchmark anybody else reports:
/// - gloss-match, classification: is this the meaning of that noun (half are another noun's of the
///   same topic)
/// - kind-of, classification: is the first noun a kind of the second (else: the other way round, or
///   another noun of the topic)
/// - part-of-speech, classification: of a meaning: noun, verb, adjective, adverb
/// - definition, generation: the meaning of a noun, from the noun and what it is a kind of
///
/// Parted 80/10/10 by the noun (or the first word of the meaning): what a word under test means was
/// not seen in training. Returns the number of examples by task and split.
[[nodiscard]] Result<std::map<std::string, int64_t>>
addWordTasks(store::Project& project, const WordTaskOptions& options, const JobControl& job);
/// The same in a project of its own. Fails if there is something at `project`.
[[nodiscard]] Result<std::map<std::string, int64_t>>
buildWordTasks(const std::filesystem::path& project, const WordTaskOptions& options,
               const JobControl& job);

} // namespace unimo::datasets
