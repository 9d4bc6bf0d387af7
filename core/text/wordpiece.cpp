// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"
#include "core/text/wordpiece_decode.h"

#include <array>

namespace unimo::text {
namespace {

struct SpecialName
{
    const char* name;
    int32_t SpecialIds::*id;
};

constexpr std::array<SpecialName, 5> specialNames = {{{"[PAD]", &SpecialIds::pad},
                                                      {"[UNK]", &SpecialIds::unk},
                                                      {"[CLS]", &SpecialIds::cls},
                                                      {"[SEP]", &SpecialIds::sep},
                                                      {"[MASK]", &SpecialIds::mask}}};

Error entryError(size_t index, const std::string& entry, const std::string& fault)
{
    return {ErrorKind::Data,
            "vocabulary entry " + std::to_string(index) + " '" + entry + "' " + fault,
            {},
            {}};
}

void append(Encoding& out, int32_t id, Offset offset, bool start)
{
    out.ids.push_back(id);
    out.offsets.push_back(offset);
    out.starts.push_back(start ? 1 : 0);
}

/// The source of the bytes [begin, end) of a normalised text.
Offset sourceOf(const NormalizedText& text, size_t begin, size_t end)
{
    return {text.source[begin].begin, text.source[end - 1].end};
}

/// The added tokens that are looked for in the raw, or else in the normalised text.
std::vector<AddedToken> selectAdded(const WordPieceModel& model, bool normalized)
{
    std::vector<AddedToken> selected;
    for (AddedToken token : model.added) {
        if (token.normalized != normalized)
            continue;
        if (normalized)
            token.content = normalize(model.normalizer, token.content).text;
        if (!token.content.empty())
            selected.push_back(std::move(token));
    }
    return selected;
}

} // namespace

std::vector<AddedToken> bertSpecialTokens(const std::vector<std::string>& entries)
{
    std::vector<AddedToken> tokens;
    for (size_t index = 0; index < entries.size(); ++index)
        for (const SpecialName& special : specialNames)
            if (entries[index] == special.name)
                tokens.push_back({entries[index], static_cast<int32_t>(index)});
    return tokens;
}

Result<std::unique_ptr<Tokenizer>> WordPiece::make(WordPieceModel model)
{
    std::unique_ptr<WordPiece> tokenizer(new WordPiece);
    if (const Status status = tokenizer->build(std::move(model)); !status.ok())
        return status.error();
    return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

Status WordPiece::build(WordPieceModel model)
{
    model_ = std::move(model);
    for (size_t index = 0; index < model_.entries.size(); ++index) {
        const std::string& entry = model_.entries[index];
        if (entry.empty())
            return entryError(index, entry, "is empty");
        if (!isValidUtf8(entry))
            return entryError(index, "?", "is not UTF-8");
        if (entry.find_first_of("\r\n") != std::string::npos)
            return entryError(index, entry, "holds a line break");
        if (!trie_.insert(entry, static_cast<int32_t>(index)))
            return entryError(index, entry, "is there already");
    }
    continuation_ = trie_.walk(model_.prefix);

    hidden_.assign(model_.entries.size(), false);
    for (const SpecialName& special : specialNames) {
        const int32_t id = trie_.find(special.name);
        if (id == Trie::noValue)
            return Error{ErrorKind::Data,
                         std::string(special.name) +
                             " is not in the vocabulary; [PAD], [UNK], [CLS], [SEP] and [MASK] "
                             "must be",
                         {},
                         {}};
        special_.*special.id = id;
        hidden_[static_cast<size_t>(id)] = true;
    }
    for (const AddedToken& token : model_.added) {
        if (idOf(token.content) != token.id)
            return Error{ErrorKind::Data,
                         "added token '" + token.content + "' has id " + std::to_string(token.id) +
                             ", the vocabulary says " + std::to_string(idOf(token.content)),
                         {},
                         {}};
        if (token.special)
            hidden_[static_cast<size_t>(token.id)] = true;
    }
    rawAdded_ = AddedTokens(selectAdded(model_, false));
    normalizedAdded_ = AddedTokens(selectAdded(model_, true));
    return {};
}

Encoding WordPiece::encode(std::string_view text) const
{
    return encodeRepaired(text, [this](std::string_view valid) { return encodeValid(valid); });
}

Encoding WordPiece::encodeValid(std::string_view text) const
{
    Encoding out;
    for (const auto& [place, id] : rawAdded_.split(text)) {
        if (id >= 0) {
            append(out, id, place, true);
            continue;
        }
        const auto begin = static_cast<size_t>(place.begin);
        const auto length = static_cast<size_t>(place.end - place.begin);
        const NormalizedText normalized =
            normalize(model_.normalizer, text.substr(begin, length), place.begin);
        for (const auto& [part, partId] : normalizedAdded_.split(normalized.text)) {
            if (partId >= 0)
                append(out, partId,
                       sourceOf(normalized, static_cast<size_t>(part.begin),
                                static_cast<size_t>(part.end)),
                       true);
            else
                encodeWords(normalized, part, out);
        }
    }
    return out;
}

void WordPiece::encodeWords(const NormalizedText& text, Offset part, Encoding& out) const
{
    const auto end = static_cast<size_t>(part.end);
    const std::string_view bytes = std::string_view(text.text).substr(0, end);
    auto word = static_cast<size_t>(part.begin);
    for (size_t at = word; at < end;) {
        const size_t begin = at;
        const char32_t c = nextCodePoint(bytes, at);
        const bool space = isWhitespace(c);
        if (!space && !isBertPunctuation(c))
            continue;
        encodeWord(text, word, begin, out);
        if (!space)
            encodeWord(text, begin, at, out);
        word = at;
    }
    encodeWord(text, word, end, out);
}

void WordPiece::encodeWord(const NormalizedText& text, size_t begin, size_t end,
                           Encoding& out) const
{
    if (begin == end)
        return;
    const size_t pieces = out.ids.size();
    const std::string_view word = std::string_view(text.text).substr(begin, end - begin);
    bool known = countCodePoints(word) <= static_cast<size_t>(model_.maxCharacters);
    for (size_t at = 0; known && at < word.size();) {
        const Trie::Match match = at == 0 ? trie_.longest(word)
                                  : continuation_ == Trie::noNode
                                      ? Trie::Match{}
                                      : trie_.longest(word.substr(at), continuation_);
        known = match.length > 0;
        if (known)
            append(out, match.value, sourceOf(text, begin + at, begin + at + match.length),
                   at == 0);
        at += match.length;
    }
    if (known)
        return;
    out.ids.resize(pieces);
    out.offsets.resize(pieces);
    out.starts.resize(pieces);
    append(out, special_.unk, sourceOf(text, begin, end), true);
}

std::string WordPiece::decode(std::span<const int32_t> ids) const
{
    std::vector<std::string> words;
    for (const int32_t id : ids) {
        if (id < 0 || id >= size() || hidden_[static_cast<size_t>(id)])
            continue;
        const std::string_view piece = token(id);
        if (words.empty() || !piece.starts_with(model_.prefix))
            words.emplace_back(piece);
        else
            words.back() += piece.substr(model_.prefix.size());
    }
    return joinWords(words);
}

int32_t WordPiece::size() const
{
    return static_cast<int32_t>(model_.entries.size());
}

std::string_view WordPiece::token(int32_t id) const
{
    return id >= 0 && id < size() ? std::string_view(model_.entries[static_cast<size_t>(id)])
                                  : std::string_view();
}

int32_t WordPiece::idOf(std::string_view token) const
{
    return trie_.find(token);
}

Result<std::unique_ptr<Tokenizer>> makeWordPiece(std::vector<std::string> entries, bool lowercase)
{
    WordPieceModel model;
    model.added = bertSpecialTokens(entries);
    model.entries = std::move(entries);
    model.normalizer.lowercase = lowercase;
    model.normalizer.stripAccents = lowercase;
    return WordPiece::make(std::move(model));
}

} // namespace unimo::text
