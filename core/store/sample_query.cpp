// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/sample_query.h"

namespace unimo::store::detail {

SampleQuery::SampleQuery(const SampleFilter& filter)
{
    sql_.condition = "s.trashed = ?";
    sql_.parameters = {filter.trashed ? 1 : 0};
    if (!filter.split.empty())
        require("s.split = ?", filter.split);
    if (!filter.collection.empty())
        require("s.collection = ?", filter.collection);
    if (filter.kind)
        require("s.kind = ?", static_cast<int>(*filter.kind));
    if (filter.query.empty())
        return;
    sql_.condition += " AND ";
    appendSql(sql_, parseQuery(filter.query), filter.query);
}

void SampleQuery::require(const std::string& term, Parameter parameter)
{
    sql_.condition += " AND " + term;
    sql_.parameters.push_back(parameter);
}

} // namespace unimo::store::detail
