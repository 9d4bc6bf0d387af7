// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <nlohmann/json_fwd.hpp>

#include <map>

namespace unimo::text {

using LoadedTokenizer = Result<std::unique_ptr<Tokenizer>>;

/// No vocabulary file may be larger: they are untrusted input.
inline constexpr uint64_t vocabularyLimit = uint64_t{16} << 20;

[[nodiscard]] LoadedTokenizer loadWordPieceText(const std::filesystem::path& vocabTxt);
[[nodiscard]] LoadedTokenizer loadWordPieceJson(const std::filesystem::path& tokenizerJson);
/// RoBERTa's files: vocab.json and merges.txt.
[[nodiscard]] LoadedTokenizer loadBpe(const std::filesystem::path& folder);
/// UNIMO's files: unimo_en.encoder.json, unimo_en.vocab.bpe and unimo_en.vocab.txt.
[[nodiscard]] LoadedTokenizer loadUnimoBpe(const std::filesystem::path& folder);

/// The lines of a text file without their line ends.
[[nodiscard]] Result<std::vector<std::string>> readLines(const std::filesystem::path& file);

/// readJson() within the limit; numbers that do not fit are errors too.
[[nodiscard]] Result<nlohmann::json> readVocabularyJson(const std::filesystem::path& file);

/// A JSON object of token -> id; `where` names it in errors.
[[nodiscard]] Result<std::map<std::string, int64_t>> readIds(const nlohmann::json& object,
                                                             const std::string& where);
/// Entries in the order of their ids, which must be 0, 1, 2, ... without a gap.
[[nodiscard]] Result<std::vector<std::string>> orderById(const std::map<std::string, int64_t>& ids,
                                                         const std::string& where);

/// The loader's result with `where` named in an error that names no place.
[[nodiscard]] LoadedTokenizer namePlace(LoadedTokenizer loaded, const std::string& where);

} // namespace unimo::text
