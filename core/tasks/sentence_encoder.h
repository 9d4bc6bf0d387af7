// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/augment.h"

namespace unimo::tasks {

/// Sentence vectors of the MiniLM starter as it is published (all-MiniLM-L6-v2): the mean of the
/// last layer's states, 384 numbers; texts are cut at 128 tokens. On the CPU. Io error when the
/// starter has not been fetched. Thread: one at a time.
[[nodiscard]] Result<search::SentenceEncoder> miniLmSentenceEncoder();

} // namespace unimo::tasks
