// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/bert_normalizer.h"
#include "core/text/trie.h"

#include <string>
#include <vector>

namespace unimo::text {

/// All that a WordPiece tokenizer is made of.
struct WordPieceModel
{
    std::vector<std::string> entries; ///< an entry's index is its id
    BertNormalizer normalizer;
    std::string prefix = "##";   ///< of entries that continue a word
    int32_t maxCharacters = 100; ///< longer words become [UNK]
    std::vector<AddedToken> added;
};

/// The five special tokens of these entries as added tokens; those absent are left out.
[[nodiscard]] std::vector<AddedToken> bertSpecialTokens(const std::vector<std::string>& entries);

/// BERT's tokenizer: normalise, split at white space and punctuation, then take the longest entry
/// again and again. Ids and offsets equal those of Hugging Face tokenizers.
class WordPiece final : public Tokenizer
{
public:
    /// Fails when entries are empty, repeated, not UTF-8 or hold a line break, when [PAD], [UNK],
    /// [CLS], [SEP] or [MASK] is absent, or when an added token's id is not that of its content.
    [[nodiscard]] static Result<std::unique_ptr<Tokenizer>> make(WordPieceModel model);

    [[nodiscard]] Encoding encode(std::string_view text) const override;
    [[nodiscard]] std::string decode(std::span<const int32_t> ids) const override;
    [[nodiscard]] int32_t size() const override;
    [[nodiscard]] std::string_view token(int32_t id) const override;
    [[nodiscard]] int32_t idOf(std::string_view token) const override;
    [[nodiscard]] const SpecialIds& special() const override { return special_; }
    [[nodiscard]] Status save(const std::filesystem::path& folder) const override;

private:
    WordPiece() = default;
    [[nodiscard]] Status build(WordPieceModel model);
    [[nodiscard]] Encoding encodeValid(std::string_view text) const;
    void encodeWords(const NormalizedText& text, Offset part, Encoding& out) const;
    void encodeWord(const NormalizedText& text, size_t begin, size_t end, Encoding& out) const;

    WordPieceModel model_;
    Trie trie_;
    Trie::Node continuation_ = Trie::noNode; ///< where the walk along the prefix ends
    AddedTokens rawAdded_;
    AddedTokens normalizedAdded_;
    SpecialIds special_;
    std::vector<bool> hidden_; ///< one an entry: left out when decoding
};

} // namespace unimo::text
