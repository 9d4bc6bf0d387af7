// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/slices.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace unimo::findings {

/// "answer type".
[[nodiscard]] std::string name(Trait trait);

/// An object a slice (docs/file-formats.md).
[[nodiscard]] nlohmann::json slicesJson(const std::vector<Slice>& slices);
/// The same as comma-separated values.
[[nodiscard]] std::string slicesCsv(const std::vector<Slice>& slices);
/// As an aligned table for people, in per cent. Slices of few examples are in brackets, differences
/// that are significant have a star.
[[nodiscard]] std::string slicesTable(const std::vector<Slice>& slices, const std::string& score);

} // namespace unimo::findings
