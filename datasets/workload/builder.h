// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unimo::datasets {

/// Sizes of a workload; the defaults are those of pre-training in the paper, as far as one step
/// sees them.
struct WorkloadOptions
{
    uint64_t seed = 1;
    int64_t pairs = 128; ///< also the number of single texts and of single pictures
    int64_t regions = 36;
    int64_t dim = 2048; ///< numbers a region
    int64_t classes = 1600;
    int64_t positives = 3, negatives = 16; ///< rewritten texts a pair
    int64_t neighbours = 8;                ///< retrieved texts, and pictures, a pair
    int64_t shortest = 8, longest = 24;    ///< words a text
    std::vector<std::string> words;        ///< what texts are drawn from
};

/// A project to measure the speed of training on: made-up pictures (random region features, no
/// files) and texts (random words), each pair with rewritten positives and negatives and with
/// retrieved texts and pictures. There is nothing in it to learn. Fails if there is
/// something at `folder`.
[[nodiscard]] Status buildWorkload(const std::filesystem::path& folder,
                                   const WorkloadOptions& options, const JobControl& job);

} // namespace unimo::datasets
