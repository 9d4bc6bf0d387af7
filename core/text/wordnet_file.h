// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

// Reading WordNet's database files (format: wndb(5WN)). All throw ErrorException.
namespace unimo::text {

/// Where Debian's wordnet-base puts them.
inline constexpr const char* kWordNetFolder = "/usr/share/wordnet";

/// Calls `read` with every line but the licence's, which begin with a space. Io error for a file
/// that is not there; what `read` throws gains file and line.
void eachWordNetLine(const std::filesystem::path& file,
                     const std::function<void(std::istringstream&)>& read);
/// The next field of a line; Data error when there is none.
[[nodiscard]] std::string nextField(std::istringstream& fields);
/// Data error for what is no number of this base.
[[nodiscard]] uint32_t wordNetNumber(const std::string& text, int base = 10);

/// A line of index.POS: a lemma, and its synsets' offsets in data.POS, commonest first.
struct IndexLine
{
    std::string lemma; ///< lower case, "_" for spaces
    std::vector<uint32_t> offsets;
};
[[nodiscard]] IndexLine readIndexLine(std::istringstream& fields);

} // namespace unimo::text
