// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/region_source.h"
#include "core/tasks/detail/bundle.h"

namespace unimo::bench {

/// 256 wide, 6 layers, 4 heads, a vocabulary of 8,192: the small model that goals are set for.
[[nodiscard]] model::UnimoConfig smallConfig();
/// The paper's base size.
[[nodiscard]] model::UnimoConfig baseConfig();
/// Next to nothing, for tests.
[[nodiscard]] model::UnimoConfig tinyConfig();

/// A model of random weights with a vocabulary of made-up words: speed does not depend on what was
/// learnt. In eval mode, on the CPU.
[[nodiscard]] tasks::Bundle madeUpBundle(const model::UnimoConfig& config, size_t answers = 0);

/// A picture of random regions.
[[nodiscard]] data::VisualTokens madeUpPicture(const model::UnimoConfig& config, uint64_t seed);
/// 8 to 24 random words between [CLS] and [SEP], as ids of a made-up vocabulary.
[[nodiscard]] std::vector<std::vector<int32_t>> madeUpTexts(const tasks::Bundle& bundle,
                                                            size_t count, uint64_t seed);

} // namespace unimo::bench
