// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <span>
#include <string>

namespace unimo {

/// The content hash (XXH3, 128 bit) as 32 hex digits. Names a content, does not protect it.
[[nodiscard]] std::string contentHash(std::span<const std::byte> bytes);
[[nodiscard]] std::string contentHash(const std::string& text);
/// Reads the file once in blocks of 1 MiB.
[[nodiscard]] Result<std::string> contentHashOfFile(const std::filesystem::path& file);

} // namespace unimo
