// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>

/// What tests/data/text/make_text_fixtures.py wrote and read. Everything throws when a file is
/// absent: the starter, WordNet (package wordnet-base) and the fixtures are part of the set-up.
namespace unimo::text::golden {

[[nodiscard]] std::filesystem::path fixture(const std::string& name);
[[nodiscard]] std::filesystem::path starterFolder();
[[nodiscard]] const nlohmann::json& expected();

/// Every so many definitions of WordNet's data files.
[[nodiscard]] const std::vector<std::string>& glosses();
/// Texts that break tokenizers; some are not UTF-8.
[[nodiscard]] const std::vector<std::string>& nastyLines();

/// FNV-1a over all ids and offsets of the lines, as hexadecimal digits.
[[nodiscard]] std::string hashOf(const Tokenizer& tokenizer, std::span<const std::string> lines);

/// The blocks of glosses, and the nasty lines, whose hash is not the expected one of this family
/// ("wordpiece" or "bpe"); empty when all agree.
[[nodiscard]] std::vector<std::string> differences(const Tokenizer& tokenizer,
                                                   const std::string& family);

} // namespace unimo::text::golden
