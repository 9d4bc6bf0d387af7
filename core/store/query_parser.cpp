// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/query_parser.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace unimo::store::detail {
namespace {

// Beyond what anybody types, and well within what SQLite takes.
constexpr size_t kLongestQuery = 4000;
constexpr int kDeepest = 50;
constexpr int kMostTerms = 200;

/// Letters, digits and all beyond ASCII; signs alone are no word to the index.
bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
}

bool isSpace(char c)
{
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

bool isNameByte(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Recursive descent over: either := all (OR all)*; all := one ((AND)? one)*;
/// one := NOT one | -one | ( either ) | term.
class Parser
{
public:
    explicit Parser(const std::string& query) : query_(query) {}

    QueryNode parse()
    {
        QueryNode tree;
        if (!atEnd())
            tree = either();
        if (!atEnd()) // either() stops at what it cannot use: a closing bracket
            fail("there is a \")\" without its \"(\"", at_);
        return tree;
    }

private:
    bool atEnd()
    {
        while (at_ < query_.size() && isSpace(query_[at_]))
            ++at_;
        return at_ == query_.size();
    }

    bool operatorAhead(std::string_view word)
    {
        if (atEnd() || query_.compare(at_, word.size(), word) != 0)
            return false;
        const size_t end = at_ + word.size();
        return end == query_.size() || isSpace(query_[end]) || query_[end] == '(' ||
               query_[end] == ')';
    }

    bool take(std::string_view word)
    {
        if (!operatorAhead(word))
            return false;
        at_ += word.size();
        return true;
    }

    QueryNode either()
    {
        QueryNode node;
        node.kind = QueryNode::Kind::Or;
        do
            node.parts.push_back(all());
        while (take("OR"));
        return node.parts.size() == 1 ? std::move(node.parts.front()) : std::move(node);
    }

    QueryNode all()
    {
        QueryNode node;
        bool joined = false; // by AND: the next words may stand in another text
        do {
            QueryNode part = one();
            const bool words = part.kind == QueryNode::Kind::Words;
            const bool blank = words && part.value.empty(); // signs alone say nothing
            if (words && !blank && !joined && !node.parts.empty() &&
                node.parts.back().kind == part.kind)
                node.parts.back().value += " AND " + part.value;
            else if (!blank)
                node.parts.push_back(std::move(part));
            joined = take("AND");
        } while (joined || (!atEnd() && query_[at_] != ')' && !operatorAhead("OR")));
        return node.parts.size() == 1 ? std::move(node.parts.front()) : std::move(node);
    }

    QueryNode one()
    {
        if (atEnd())
            fail("something is missing at the end", at_);
        if (operatorAhead("AND") || operatorAhead("OR"))
            fail("something is missing before this", at_);
        if (query_[at_] == ')')
            fail("something is missing before \")\"", at_);
        if (++terms_ > kMostTerms || ++depth_ > kDeepest)
            fail("the query has too many parts", at_);
        QueryNode node;
        const bool minus =
            query_[at_] == '-' && at_ + 1 < query_.size() && !isSpace(query_[at_ + 1]);
        if (minus || operatorAhead("NOT")) {
            at_ += minus ? 1 : 3;
            node.kind = QueryNode::Kind::Not;
            node.parts.push_back(one());
        } else if (query_[at_] == '(') {
            const size_t begin = at_++;
            node = either();
            if (atEnd())
                fail("this \"(\" has no \")\"", begin);
            ++at_;
        } else {
            node = term();
        }
        --depth_;
        return node;
    }

    /// "...", or all up to a space or bracket.
    std::pair<std::string, bool> value()
    {
        if (at_ < query_.size() && query_[at_] == '"') {
            const size_t end = query_.find('"', at_ + 1);
            if (end == std::string::npos)
                return {query_.substr(std::exchange(at_, query_.size()) + 1), true}; // being typed
            const size_t begin = std::exchange(at_, end + 1) + 1;
            return {query_.substr(begin, end - begin), true};
        }
        const size_t begin = at_;
        while (at_ < query_.size() && !isSpace(query_[at_]) && query_[at_] != '(' &&
               query_[at_] != ')' && query_[at_] != '"')
            ++at_;
        return {query_.substr(begin, at_ - begin), false};
    }

    QueryNode term()
    {
        QueryNode node;
        node.at = at_;
        size_t end = at_;
        while (end < query_.size() && isNameByte(query_[end]))
            ++end;
        const std::string sign = end > at_ ? signAt(end) : std::string();
        if (sign.empty()) {
            node.kind = QueryNode::Kind::Words;
            const auto [words, quoted] = value();
            node.value = ftsPhrase(words, !quoted);
            return node;
        }
        node.kind = QueryNode::Kind::Field;
        node.name = query_.substr(at_, end - at_);
        node.sign = sign;
        at_ = end + sign.size();
        std::tie(node.value, node.quoted) = value();
        if (node.value.empty())
            fail("a value is missing after " + node.name + sign, node.at);
        return node;
    }

    std::string signAt(size_t at) const
    {
        for (const char* sign : {"!=", "<=", ">=", ":", "=", "<", ">"})
            if (query_.compare(at, std::string_view(sign).size(), sign) == 0)
                return sign;
        return {};
    }

    [[noreturn]] void fail(const std::string& message, size_t at) const
    {
        throwQueryError(query_, at, message);
    }

    const std::string& query_;
    size_t at_ = 0;
    int depth_ = 0;
    int terms_ = 0;
};

} // namespace

std::string ftsPhrase(std::string words, bool beginning)
{
    if (std::none_of(words.begin(), words.end(), isWordByte))
        return {};
    for (char& c : words)
        if (!isWordByte(c))
            c = ' '; // as the index splits "well-known"; quotes cannot end the phrase either
    return "\"" + words + "\"" + (beginning ? "*" : "");
}

void throwQueryError(const std::string& query, size_t at, const std::string& message,
                     const std::string& hint)
{
    // UTF-8: the bytes that do not begin with the bits 10 begin a character.
    const auto character =
        1 + std::count_if(query.begin(), query.begin() + static_cast<ptrdiff_t>(at),
                          [](char c) { return (c & 0xC0) != 0x80; });
    throw ErrorException({ErrorKind::Config, message,
                          "character " + std::to_string(character) + " of the query", hint});
}

QueryNode parseQuery(const std::string& query)
{
    if (query.size() > kLongestQuery)
        throwQueryError(query, kLongestQuery,
                        "the query is longer than " + std::to_string(kLongestQuery) + " bytes");
    return Parser(query).parse();
}

} // namespace unimo::store::detail
