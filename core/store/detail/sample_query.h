// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/detail/query_terms.h"
#include "core/store/project.h"

#include <string>
#include <vector>

namespace unimo::store::detail {

/// The SQL of a filter. It points into the filter and itself, so it stays where it is made. Throws
/// a Config error for a query that cannot be read.
class SampleQuery
{
public:
    explicit SampleQuery(const SampleFilter& filter);
    SampleQuery(const SampleQuery&) = delete;
    SampleQuery& operator=(const SampleQuery&) = delete;

    /// "s.trashed = ? AND ...", of the table `samples s`.
    [[nodiscard]] const std::string& condition() const { return sql_.condition; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return sql_.parameters; }

private:
    void require(const std::string& term, Parameter parameter);

    QuerySql sql_;
};

} // namespace unimo::store::detail
