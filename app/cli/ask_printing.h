// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/engine.h"

#include <vector>

// What `unimo ask` writes on the terminal.
namespace unimo::cli {

void printCaptions(const std::vector<inference::CaptionCandidate>& captions);
void printAnswers(const std::vector<inference::Answer>& answers);
void printHits(const std::vector<inference::Hit>& hits);
void printPairs(const std::vector<inference::NearPair>& pairs);
void printMatch(const inference::Evidence& evidence);
/// What each word and the strongest regions add, on one line.
void printEffects(const inference::Evidence& evidence);

} // namespace unimo::cli
