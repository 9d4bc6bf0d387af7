// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/detail/plain_sentence.h"

#include "core/rewrite/words.h"

#include <algorithm>

namespace unimo::rewrite {
namespace {

/// A run of letters a-z, with a full stop or comma after it or nothing: how long it is. "can't",
/// "blue-green" and "Red" are read as they are written.
size_t wordLength(const std::string& token)
{
    const auto end =
        std::find_if(token.begin(), token.end(), [](char c) { return c < 'a' || c > 'z'; });
    const bool plain =
        end == token.end() || (end + 1 == token.end() && (*end == '.' || *end == ','));
    return plain ? static_cast<size_t>(end - token.begin()) : 0;
}

std::vector<std::pair<size_t, std::string>> tokensOf(const std::string& sentence)
{
    std::vector<std::pair<size_t, std::string>> tokens;
    for (size_t at = sentence.find_first_not_of(' '); at != std::string::npos;) {
        const size_t end = std::min(sentence.find(' ', at), sentence.size());
        tokens.emplace_back(at, sentence.substr(at, end - at));
        at = sentence.find_first_not_of(' ', end);
    }
    return tokens;
}

} // namespace

PlainSentence::PlainSentence(const std::string& sentence, StandIns& standIns) : sentence_(sentence)
{
    const auto tokens = tokensOf(sentence);
    // What a comma or full stop parts are no neighbours; a capital does not matter in one.
    std::vector<std::string> words;
    std::vector<size_t> places; // of the tokens
    for (const auto& [at, written] : tokens) {
        const std::string small = asciiLower(written);
        places.push_back(words.size());
        words.push_back(small.substr(0, wordLength(small)));
        if (words.back().size() != small.size())
            words.emplace_back();
    }
    for (size_t i = 0; i < tokens.size(); ++i) {
        const auto& [at, written] = tokens[i];
        const std::string& word = words[places[i]];
        const bool capital = i == 0 && word != written.substr(0, word.size());
        const size_t ownLength = word.size();
        std::string standIn;
        if (wordLength(written) > 0 || (capital && standIns.isDeterminer(word)))
            standIn = standIns.of(words, places[i]);
        if (capital && !standIn.empty())
            standIn[0] = static_cast<char>(standIn[0] - 'a' + 'A');
        const size_t length = standIn.empty() ? 0 : ownLength;
        if (!text_.empty())
            text_ += ' ';
        const auto place = [](size_t begin, size_t wordSize, size_t size) {
            return Place{static_cast<int64_t>(begin), static_cast<int64_t>(begin + wordSize),
                         static_cast<int64_t>(begin + size)};
        };
        tokens_.push_back(
            {place(at, length, written.size()),
             place(text_.size(), standIn.size(), written.size() - length + standIn.size())});
        text_ += standIn;
        text_.append(written, length);
    }
}

std::optional<int64_t> PlainSentence::movedBack(int64_t place) const
{
    const auto token = std::find_if(tokens_.begin(), tokens_.end(),
                                    [&](const Token& t) { return place <= t.text.end; });
    if (token == tokens_.end() || place < token->text.begin)
        return std::nullopt;
    if (place == token->text.begin)
        return token->sentence.begin;
    if (place < token->text.wordEnd)
        return std::nullopt;
    return token->sentence.wordEnd + (place - token->text.wordEnd);
}

std::optional<Linkage> PlainSentence::movedBack(Linkage reading) const
{
    for (auto& word : reading.words) {
        if (word.span.begin == word.span.end) // the walls
            continue;
        const auto begin = movedBack(word.span.begin);
        const auto end = movedBack(word.span.end);
        if (!begin || !end)
            return std::nullopt;
        word.span = {*begin, *end};
        word.surface = asciiLower(
            sentence_.substr(static_cast<size_t>(*begin), static_cast<size_t>(*end - *begin)));
    }
    return reading;
}

} // namespace unimo::rewrite
