// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace unimo::train {

/// How a person keeps a run in a list: card.json in the run folder. No trainer reads it.
struct RunCard
{
    std::string name; ///< shown instead of the folder's; empty: the folder's
    bool archived = false;

    bool operator==(const RunCard&) const = default;
};

inline constexpr size_t kLongestRunName = 200; ///< bytes

[[nodiscard]] nlohmann::json toJson(const RunCard& card);
/// Members of a wrong type count as not given; a name is cut to kLongestRunName and put on one
/// line.
[[nodiscard]] RunCard runCardFromJson(const nlohmann::json& json);

/// A run without a readable card has an empty one.
[[nodiscard]] RunCard readRunCard(const std::filesystem::path& run);
/// An empty card leaves no file.
[[nodiscard]] Status writeRunCard(const std::filesystem::path& run, const RunCard& card);

/// Moves a run folder into `trash`, which is made when needed, and returns where it lies there:
/// under its own name, with a number behind it when that is taken. Refuses while a trainer is at
/// work on the run. Nothing is copied, so both must be on one file system.
[[nodiscard]] Result<std::filesystem::path> moveToTrash(const std::filesystem::path& run,
                                                        const std::filesystem::path& trash);
/// Moves a run back. Refuses when something else has taken its place.
[[nodiscard]] Status moveFromTrash(const std::filesystem::path& trashed,
                                   const std::filesystem::path& run);

} // namespace unimo::train
