// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/flat_map.h"
#include "core/text/trie.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace unimo::text {

/// All that a byte-level BPE tokenizer is made of.
struct BpeModel
{
    std::vector<std::string> entries;                        ///< an entry's index is its id
    std::vector<std::pair<std::string, std::string>> merges; ///< the most important first
    /// The lines of unimo_en.vocab.txt, one an entry; empty for RoBERTa's files.
    std::vector<std::string> unimoLines;
};

/// The byte-level BPE of GPT-2, RoBERTa and UNIMO: case and spaces are kept, nothing is unknown.
/// Ids and offsets equal those of Hugging Face tokenizers with trimmed offsets.
class ByteLevelBpe final : public Tokenizer
{
public:
    /// Fails when entries are empty, repeated or not UTF-8, when one of the 256 byte symbols or a
    /// part or result of a merge is absent, or when the special tokens of neither UNIMO ([CLS],
    /// [PAD], ...) nor RoBERTa (<s>, <pad>, ...) are there.
    [[nodiscard]] static Result<std::unique_ptr<Tokenizer>> make(BpeModel model);

    [[nodiscard]] Encoding encode(std::string_view text) const override;
    [[nodiscard]] std::string decode(std::span<const int32_t> ids) const override;
    [[nodiscard]] int32_t size() const override;
    [[nodiscard]] std::string_view token(int32_t id) const override;
    [[nodiscard]] int32_t idOf(std::string_view token) const override;
    [[nodiscard]] const SpecialIds& special() const override { return special_; }
    [[nodiscard]] Status save(const std::filesystem::path& folder) const override;

private:
    class Merger;

    ByteLevelBpe() = default;
    [[nodiscard]] Status build(BpeModel model);
    [[nodiscard]] Status buildEntries();
    [[nodiscard]] Status buildSpecials();
    [[nodiscard]] Status buildMerges();
    [[nodiscard]] Encoding encodeValid(std::string_view text) const;
    [[nodiscard]] Status saveUnimo(const std::filesystem::path& folder) const;

    BpeModel model_;
    Trie ids_;
    std::array<int32_t, 256> byteIds_{};
    FlatMap ranks_;                  ///< (left id, right id) -> rank
    std::vector<int32_t> merged_;    ///< one a rank: the id that the merge gives
    std::vector<std::string> bytes_; ///< one an entry: what it decodes to; empty for specials
    AddedTokens added_;
    SpecialIds special_;
};

} // namespace unimo::text
