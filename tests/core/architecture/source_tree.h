// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace unimo {

/// A rule of docs/architecture.md that a file breaks.
struct ArchitectureFault
{
    std::string where; ///< "core/text/bpe.h:12", relative to the tree
    std::string what;
};

/// Reads the include lines (and, for the rules that are about text, every line) of a source tree.
/// The order of core's folders is the list in core/CMakeLists.txt. Faults come in file order.
[[nodiscard]] std::vector<ArchitectureFault> checkArchitecture(const std::filesystem::path& root);

} // namespace unimo
