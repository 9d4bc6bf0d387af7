// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <span>
#include <string>

// The language in which samples are asked for:
//
//   red apple               one text (caption, question, answer or label) with words that begin so
//   "red apple"             one with these whole words in this order; "dog" finds "dogs"
//   tag:keep                a field with its value; quotes around a value with spaces
//   words>20 rating>=3      numbers: = != < <= > >=
//   NOT split:test          what does not hold; so does -split:test
//   a AND b, a OR b, (...)  AND may be left out; OR binds less than AND
namespace unimo::store {

/// What can stand before the sign of a term.
struct QueryField
{
    const char* name;
    bool number;         ///< compared as a number; else text
    const char* meaning; ///< for people, in English
};

/// The fields that every project has; measures add theirs.
[[nodiscard]] std::span<const QueryField> queryFields();

/// Whether a query can be read when these names alone are known: a Config error says what is wrong
/// and at which character.
[[nodiscard]] Status checkQuerySyntax(const std::string& query);

} // namespace unimo::store
