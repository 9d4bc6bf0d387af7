// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unimo::datasets {

/// One meaning of WordNet.
struct Synset
{
    uint32_t offset = 0; ///< its place in the file
    std::string topic;   ///< lexicographer file: "05" is animals
    std::vector<std::string> lemmas;
    std::vector<uint32_t> hypernyms; ///< offsets: what it is a kind of
    std::string gloss;               ///< its first part
};

/// Reads a data.POS file (format: wndb(5WN)); lines that are not meanings are skipped, as are
/// meanings with nothing but proper names.
[[nodiscard]] Result<std::vector<Synset>> readSynsets(const std::filesystem::path& file);

} // namespace unimo::datasets
