// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ask_printing.h"

#include <cstdio>
#include <iostream>

namespace unimo::cli {

void printCaptions(const std::vector<inference::CaptionCandidate>& captions)
{
    std::cout << "Captions:\n";
    for (const auto& caption : captions) {
        std::printf("  %6.2f  %s", static_cast<double>(caption.score), caption.text.c_str());
        if (caption.times > 1)
            std::printf("  (%d times)", caption.times);
        std::printf("\n");
    }
}

void printAnswers(const std::vector<inference::Answer>& answers)
{
    for (const auto& answer : answers)
        std::printf("  %5.1f %%  %s\n", 100 * static_cast<double>(answer.probability),
                    answer.text.c_str());
}

void printHits(const std::vector<inference::Hit>& hits)
{
    for (const auto& hit : hits)
        std::printf("  %6.3f  sample %lld  %s\n", static_cast<double>(hit.similarity),
                    static_cast<long long>(hit.sample), hit.text.c_str());
}

void printPairs(const std::vector<inference::NearPair>& pairs)
{
    for (const auto& pair : pairs)
        std::printf("  %6.3f  sample %lld  %s (caption %.3f)\n", static_cast<double>(pair.picture),
                    static_cast<long long>(pair.sample), pair.text.c_str(),
                    static_cast<double>(pair.textToPicture));
}

void printMatch(const inference::Evidence& evidence)
{
    std::printf("Match %.2f  %s\n", static_cast<double>(evidence.score),
                evidence.question.text.c_str());
    printEffects(evidence);
}

void printEffects(const inference::Evidence& evidence)
{
    std::printf("  each word adds:");
    int region = 0;
    const inference::EvidenceUnit* strongest = nullptr;
    int strongestPlace = 0;
    for (const auto& unit : evidence.units) {
        if (unit.role == inference::EvidenceUnit::Role::Word)
            std::printf(" %s %+.2f", unit.text.c_str(), static_cast<double>(unit.effect));
        if (unit.role != inference::EvidenceUnit::Role::Region)
            continue;
        ++region;
        if (!strongest || unit.effect > strongest->effect) {
            strongest = &unit;
            strongestPlace = region;
        }
    }
    if (strongest)
        std::printf("; of %d regions most: region %d %+.2f", region, strongestPlace,
                    static_cast<double>(strongest->effect));
    std::printf("\n");
}

} // namespace unimo::cli
