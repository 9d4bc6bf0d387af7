// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/sample_query.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace unimo::store::detail {
namespace {

/// Letters, digits and all beyond ASCII; signs alone are no word to the index.
bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
}

} // namespace

std::string matchExpression(const std::string& text)
{
    std::istringstream in(text);
    std::string expression;
    for (std::string word; in >> word;) {
        const bool prefix = word.ends_with('*');
        for (char& c : word)
            if (!isWordByte(c))
                c = ' '; // as the index splits "well-known"; quotes cannot end the phrase either
        if (std::none_of(word.begin(), word.end(), isWordByte))
            continue;
        expression += (expression.empty() ? "\"" : " AND \"") + word + "\"" + (prefix ? "*" : "");
    }
    return expression;
}

SampleQuery::SampleQuery(const SampleFilter& filter)
    : words_(matchExpression(filter.text)), parameters_{filter.trashed ? 1 : 0}
{
    if (!filter.split.empty())
        require("s.split = ?", filter.split);
    if (!filter.collection.empty())
        require("s.collection = ?", filter.collection);
    if (filter.kind)
        require("s.kind = ?", static_cast<int>(*filter.kind));
    if (words_.empty())
        return;
    require("s.id IN ("
            "SELECT sample FROM captions WHERE id IN "
            "(SELECT rowid FROM caption_search WHERE caption_search MATCH ?) UNION ALL "
            "SELECT sample FROM questions WHERE id IN "
            "(SELECT rowid FROM question_search WHERE question_search MATCH ?) UNION ALL "
            "SELECT sample FROM regions WHERE id IN "
            "(SELECT rowid FROM region_search WHERE region_search MATCH ?))",
            words_);
    parameters_.insert(parameters_.end(), 2, words_);
}

void SampleQuery::require(const std::string& term, Parameter parameter)
{
    condition_ += " AND " + term;
    parameters_.push_back(parameter);
}

} // namespace unimo::store::detail
