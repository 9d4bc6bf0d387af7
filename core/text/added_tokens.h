// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/trie.h"

#include <string>
#include <string_view>
#include <vector>

namespace unimo::text {

/// A token that is found in the text before it is split into words, such as [MASK].
struct AddedToken
{
    std::string content;
    int32_t id = 0;
    bool special = true;     ///< left out when decoding
    bool singleWord = false; ///< only where no letter, digit or '_' touches it
    bool lstrip = false;     ///< takes the white space before it
    bool rstrip = false;     ///< takes the white space behind it
    bool normalized = false; ///< is looked for in the normalised text

    friend bool operator==(const AddedToken&, const AddedToken&) = default;
};

/// Cuts texts at added tokens, the leftmost and then the longest first.
class AddedTokens
{
public:
    struct Piece
    {
        Offset place;
        int32_t id = -1; ///< -1: ordinary text
    };

    AddedTokens() = default;
    /// Contents must not be empty.
    explicit AddedTokens(std::vector<AddedToken> tokens);

    /// Pieces of valid UTF-8 in order; none is empty, and together they are the whole text.
    [[nodiscard]] std::vector<Piece> split(std::string_view text) const;

private:
    std::vector<AddedToken> tokens_;
    Trie contents_; ///< content -> index in tokens_
};

} // namespace unimo::text
