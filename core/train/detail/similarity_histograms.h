// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_writer.h"
#include "core/train/detail/train_step.h"

namespace unimo::train {

/// Writes the similarities of what the objectives of a step compared, positives and negatives each
/// as a histogram: "similarity/contrast_positive", "similarity/contrast_negative". Waits for the
/// device.
void addSimilarities(events::EventWriter& events, const std::vector<Compared>& compared,
                     int64_t step);

} // namespace unimo::train
