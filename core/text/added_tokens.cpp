// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/added_tokens.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

namespace unimo::text {
namespace {

bool isWordCharacter(char32_t c)
{
    return c == '_' || isLetter(c) || isNumber(c);
}

bool touchesWord(std::string_view text, size_t begin, size_t end)
{
    size_t before = begin;
    size_t behind = end;
    return (begin > 0 && isWordCharacter(previousCodePoint(text, before))) ||
           (end < text.size() && isWordCharacter(nextCodePoint(text, behind)));
}

size_t skipSpaceBackwards(std::string_view text, size_t at, size_t limit)
{
    for (size_t before = at; before > limit; at = before)
        if (!isWhitespace(previousCodePoint(text, before)))
            break;
    return at;
}

size_t skipSpace(std::string_view text, size_t at)
{
    for (size_t behind = at; behind < text.size(); at = behind)
        if (!isWhitespace(nextCodePoint(text, behind)))
            break;
    return at;
}

AddedTokens::Piece piece(size_t begin, size_t end, int32_t id)
{
    return {{static_cast<int32_t>(begin), static_cast<int32_t>(end)}, id};
}

} // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens) : tokens_(std::move(tokens))
{
    for (size_t index = 0; index < tokens_.size(); ++index)
        contents_.insert(tokens_[index].content, static_cast<int32_t>(index));
}

std::vector<AddedTokens::Piece> AddedTokens::split(std::string_view text) const
{
    std::vector<Piece> pieces;
    size_t done = 0; // the text before it is in pieces
    for (size_t at = 0; at < text.size();) {
        const Trie::Match match = contents_.longest(text.substr(at));
        if (match.value == Trie::noValue) {
            ++at;
            continue;
        }
        const AddedToken& token = tokens_[static_cast<size_t>(match.value)];
        size_t begin = at;
        size_t end = at + match.length;
        at = end;
        if (token.singleWord && touchesWord(text, begin, end))
            continue;
        if (token.lstrip)
            begin = skipSpaceBackwards(text, begin, done);
        if (token.rstrip)
            end = skipSpace(text, end);
        if (done < begin)
            pieces.push_back(piece(done, begin, -1));
        pieces.push_back(piece(begin, end, token.id));
        done = at = end;
    }
    if (done < text.size())
        pieces.push_back(piece(done, text.size(), -1));
    return pieces;
}

} // namespace unimo::text
