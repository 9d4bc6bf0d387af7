// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/detail/bundle.h"

#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace unimo::tasks {

/// A quick look at a model while it trains.
struct Validation
{
    int64_t scenes = 0;
    std::vector<std::pair<std::string, float>> scalars;     ///< "validation/text_r1", ...
    std::vector<std::pair<std::string, std::string>> texts; ///< sample captions and answers
    std::string line;                                       ///< all of it, for the log
};

/// Retrieval within `limit` scenes of a split by separate encodings, answers to their questions,
/// and a few captions. The first scenes in id order, so that all checkpoints see the same ones.
[[nodiscard]] Validation validate(Bundle& bundle, const store::Project& project,
                                  const std::string& split, int64_t limit,
                                  const std::stop_token& stop = {});

} // namespace unimo::tasks
