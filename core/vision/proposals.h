// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <vector>

namespace unimo::vision {

/// How many regions a picture gets at most (the whole picture not counted).
inline constexpr int kMaxProposals = 12;

/// Boxes that may hold an object, the most likely first, at most `most`. Made by merging graph
/// segmentations step by step (selective search) and ranking what arises by how much it looks like
/// an object. The same picture gives the same boxes. Thread: any.
[[nodiscard]] std::vector<Box> proposeRegions(const Image& image, int most = kMaxProposals);

} // namespace unimo::vision
