// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

#include "datasets/demo/sources.h"
#include "datasets/demo/vocabulary.h"

namespace unimo::datasets {

/// Sentences without a picture: WordNet's meanings of the vocabulary's nouns, then of other things
/// whose meaning names one of them. At most `limit`, the same each time.
[[nodiscard]] Result<std::vector<std::string>>
sceneNounTexts(const DemoSources& sources, const Vocabulary& vocabulary, size_t limit);

} // namespace unimo::datasets
