// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace unimo::cli {

/// What a --checkpoint argument means: a checkpoint folder as it is, a run folder's latest
/// checkpoint, or, when empty, the latest one of the project's newest run that has any.
/// Throws ErrorException when there is none.
[[nodiscard]] std::filesystem::path resolveCheckpoint(const std::string& argument,
                                                      const std::filesystem::path& project);

} // namespace unimo::cli
