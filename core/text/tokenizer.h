// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unimo::text {

/// A token's place in the text it came from: bytes [begin, end).
struct Offset
{
    int32_t begin = 0;
    int32_t end = 0;
    friend bool operator==(const Offset&, const Offset&) = default;
};

struct Encoding
{
    std::vector<int32_t> ids;    ///< no special tokens added
    std::vector<Offset> offsets; ///< one a token
    std::vector<uint8_t> starts; ///< 1 where the token begins a whole word, one a token
};

struct SpecialIds
{
    int32_t pad = 0;
    int32_t unk = 0;
    int32_t cls = 0;
    int32_t sep = 0;
    int32_t mask = 0;

    [[nodiscard]] std::array<int32_t, 5> all() const { return {pad, unk, cls, sep, mask}; }
    /// Those that no text ever holds: all but the one that closes it.
    [[nodiscard]] std::array<int32_t, 4> notWritten() const { return {pad, unk, cls, mask}; }
};

/// Text to ids and back. Immutable after loading. Thread: any.
class Tokenizer
{
public:
    virtual ~Tokenizer() = default;
    [[nodiscard]] virtual Encoding encode(std::string_view text) const = 0;
    /// Special tokens are left out; the result reads as a person would write it.
    [[nodiscard]] virtual std::string decode(std::span<const int32_t> ids) const = 0;
    [[nodiscard]] virtual int32_t size() const = 0;
    [[nodiscard]] virtual std::string_view token(int32_t id) const = 0;
    /// The id of a vocabulary entry, or -1.
    [[nodiscard]] virtual int32_t idOf(std::string_view token) const = 0;
    [[nodiscard]] virtual const SpecialIds& special() const = 0;
    /// Writes the vocabulary in the family's own files, so that loadTokenizer(folder) gives an
    /// equal tokenizer.
    [[nodiscard]] virtual Status save(const std::filesystem::path& folder) const = 0;
};

/// Loads what the folder (or file) holds: vocab.txt or tokenizer.json (WordPiece), vocab.json +
/// merges.txt, or UNIMO's own triple unimo_en.{encoder.json,vocab.bpe,vocab.txt} (byte-level BPE).
[[nodiscard]] Result<std::unique_ptr<Tokenizer>> loadTokenizer(const std::filesystem::path& path);

/// A WordPiece tokenizer over these entries; an entry's index is its id. [PAD], [UNK], [CLS], [SEP]
/// and [MASK] must be among them.
[[nodiscard]] Result<std::unique_ptr<Tokenizer>> makeWordPiece(std::vector<std::string> entries,
                                                               bool lowercase = true);

} // namespace unimo::text
