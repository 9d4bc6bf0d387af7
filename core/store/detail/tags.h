// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

// A sample's tags stand in one column: ",tag,tag,", or nothing.
namespace unimo::store::detail {

/// ",tag,": what to look for in that column. Config error thrown for what cannot be a tag.
[[nodiscard]] std::string listedTag(const std::string& tag);
[[nodiscard]] std::string listedTags(const std::vector<std::string>& tags);
[[nodiscard]] std::vector<std::string> readTags(const std::string& text);

} // namespace unimo::store::detail
