// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace unimo::store {

/// How files and the command line write a TaskKind, in its order.
inline constexpr std::array<const char*, 3> kTaskKindNames = {"classification", "regression",
                                                              "generation"};

[[nodiscard]] constexpr const char* name(TaskKind kind)
{
    return kTaskKindNames[static_cast<size_t>(kind)];
}

/// Nothing for a name that is none of them.
[[nodiscard]] inline std::optional<TaskKind> taskKindNamed(std::string_view text)
{
    const auto* found = std::find(kTaskKindNames.begin(), kTaskKindNames.end(), text);
    return found == kTaskKindNames.end()
               ? std::nullopt
               : std::optional(static_cast<TaskKind>(found - kTaskKindNames.begin()));
}

} // namespace unimo::store
