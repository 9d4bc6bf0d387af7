// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/inference/pair_vectors.h"
#include "core/maps/layout.h"

#include <QString>
#include <vector>

namespace unimo::panels {

/// Every pair of a map: sample, places of picture and caption, similarity, ranks (from 1), caption.
[[nodiscard]] Status savePoints(const inference::PairVectors& pairs,
                                const std::vector<maps::Point>& places, const QString& file);

} // namespace unimo::panels
