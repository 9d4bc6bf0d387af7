// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bench/record.h"

#include <filesystem>
#include <vector>

namespace unimo::bench {

/// Appends a line of JSON.
[[nodiscard]] Status appendToHistory(const std::filesystem::path& file, const Record& record);
/// All lines, in order. A damaged line is an error that names it.
[[nodiscard]] Result<std::vector<Record>> readHistory(const std::filesystem::path& file);

/// A figure of the last call beside the one before it on the same machine.
struct Change
{
    Record before, now;
    double factor = 1;   ///< above 1: slower, or worse otherwise
    bool toPeer = false; ///< factor is of the ratio to the peer, which a busy machine changes less
    bool worse = false;  ///< by more than the noise of both
    bool better = false;
};

/// Of each name the last figure and the one before it with the same machine and the same sizes; by
/// the ratio to the peer where both have the same peer. In the order of the names' last figures.
[[nodiscard]] std::vector<Change> changesOf(const std::vector<Record>& history);

} // namespace unimo::bench
