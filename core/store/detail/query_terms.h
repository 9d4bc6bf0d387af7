// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/detail/database.h"
#include "core/store/detail/query_parser.h"

#include <deque>
#include <string>
#include <vector>

namespace unimo::store::detail {

/// The SQL of a query's tree, a condition on the table `samples s`.
struct QuerySql
{
    std::string condition;
    std::vector<Parameter> parameters; ///< point into `texts`
    std::deque<std::string> texts;     ///< keep their place when more are added
    std::vector<std::string> measures; ///< names that are no field: what they measure must exist
};

/// Appends the SQL of `node`. Throws a Config error for a value that its field does not take.
/// `query` is what was typed, for the error's place.
void appendSql(QuerySql& sql, const QueryNode& node, const std::string& query);

/// Whether queries can name a measure so: letters and _, not a field's name.
[[nodiscard]] bool canNameMeasure(const std::string& name);

} // namespace unimo::store::detail
