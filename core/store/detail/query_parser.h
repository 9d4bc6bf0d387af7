// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace unimo::store::detail {

/// The tree of a query (core/store/query.h).
struct QueryNode
{
    enum class Kind {
        Words, ///< `value`: an FTS5 expression over one text
        Field, ///< `name` `sign` `value`
        And,
        Or,
        Not ///< of the one part
    } kind = Kind::And;
    std::string name;
    std::string sign; ///< ":", "=", "!=", "<", "<=", ">" or ">="
    std::string value;
    bool quoted = false; ///< the value stood in quotes: whole words
    size_t at = 0;       ///< bytes from the query's start, of where it was typed
    std::vector<QueryNode> parts;
};

/// Reads a query; a blank one is an And without parts. Throws a Config error.
[[nodiscard]] QueryNode parseQuery(const std::string& query);

/// The FTS5 phrase of some words: whole words in order, or the last one as a beginning. Empty when
/// there is no letter or digit in it.
[[nodiscard]] std::string ftsPhrase(std::string words, bool beginning);

/// A Config error of a query, with the place for people ("at character 5").
[[noreturn]] void throwQueryError(const std::string& query, size_t at, const std::string& message,
                                  const std::string& hint = {});

} // namespace unimo::store::detail
