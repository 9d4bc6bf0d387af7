// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checks/picture_look.h"

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace unimo::checks {

/// Pictures that look the same: places in `looks` by group, groups of two and more only, each in
/// ascending order, by their first. Two pictures are near when their hashes differ in at most 4 of
/// 64 bits and their small versions by at most 6 of 255 on average; groups are what is connected.
///
/// Two hashes that differ in at most 4 bits agree in at least one of 5 parts: only those are
/// compared, so a million pictures take seconds. Ends early with what there is when stopped.
[[nodiscard]] std::vector<std::vector<size_t>> nearDuplicates(std::span<const PictureLook> looks,
                                                              const std::stop_token& stop = {});

} // namespace unimo::checks
