// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/caption_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace unimo::inference {

/// What is asked of many samples.
struct BatchQuestion
{
    enum class Kind { Captions, Answers };
    Kind kind = Kind::Captions;
    CaptionOptions caption;
    std::string question; ///< of Answers; empty: the questions that each sample has
};

/// What the model says of one of them.
struct BatchRow
{
    int64_t sample = 0;
    std::string question;
    std::string text;      ///< the best caption or the likeliest answer
    float probability = 0; ///< of the answer; of a caption the mean of its tokens', geometric
    std::string known;     ///< the sample's first caption, or the question's answer; may be empty
    std::string problem;   ///< why there is none, else empty
};

/// A header and one line a row.
[[nodiscard]] std::string csvOf(const std::vector<BatchRow>& rows);
/// A list of objects.
[[nodiscard]] std::string jsonOf(const std::vector<BatchRow>& rows);

} // namespace unimo::inference
