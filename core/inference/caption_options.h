// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace unimo::inference {

/// How captions are written.
struct CaptionOptions
{
    enum class Method {
        Beams,  ///< the likeliest ones
        Nucleus ///< drawn from the likeliest words of each step (Holtzman et al. 2020)
    };
    Method method = Method::Beams;
    int beams = 5; ///< 1 = greedy
    int minTokens = 3;
    int maxTokens = 40;
    double lengthPenalty = 0.6; ///< alpha of ((5+len)/6)^alpha (unimo.md 4.3)

    // Of Nucleus:
    int samples = 5;
    double topP = 0.9;      ///< the words that make up so much of the probability; 0 = greedy
    double temperature = 1; ///< divides the logits: below 1 bolder, above 1 more varied
    uint64_t seed = 1;

    friend bool operator==(const CaptionOptions&, const CaptionOptions&) = default;
};

} // namespace unimo::inference
