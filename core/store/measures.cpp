// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/project_data.h"
#include "core/store/detail/query_terms.h"

#include <algorithm>

namespace unimo::store {

using Row = SQLite::Statement;

void Project::setMeasure(const std::string& name, const std::string& source,
                         const std::vector<std::pair<SampleId, double>>& values)
{
    if (!detail::canNameMeasure(name))
        throw ErrorException({ErrorKind::Config,
                              "a measure cannot be called \"" + name + "\"",
                              {},
                              "use small letters and _, and no field of the queries"});
    transaction([&] {
        d_->database.run("DELETE FROM measures WHERE name = ?", {name});
        d_->database.run("DELETE FROM measure_sources WHERE name = ?", {name});
        int64_t kept = 0;
        double least = 0, most = 0;
        // One row a statement, nothing to replace: else SQLite keeps a savepoint for each, which
        // takes minutes for a million. A sample that was removed meanwhile has no row to hang on.
        for (const auto& [sample, value] : values) {
            if (!d_->database.integer("SELECT 1 FROM samples WHERE id = ?", {sample}))
                continue;
            d_->database.run("INSERT INTO measures (name, sample, value) VALUES (?, ?, ?)",
                             {name, sample, value});
            least = kept == 0 ? value : std::min(least, value);
            most = kept == 0 ? value : std::max(most, value);
            ++kept;
        }
        if (kept > 0)
            d_->database.run("INSERT INTO measure_sources (name, source, samples, least, most) "
                             "VALUES (?, ?, ?, ?, ?)",
                             {name, source, kept, least, most});
    });
}

std::vector<Measure> Project::measures() const
{
    std::vector<Measure> found;
    d_->database.each(
        "SELECT name, source, samples, least, most FROM measure_sources ORDER BY name", {},
        [&](Row& row) {
            found.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                             row.getColumn(2).getInt64(), row.getColumn(3).getDouble(),
                             row.getColumn(4).getDouble()});
        });
    return found;
}

std::vector<std::pair<std::string, double>> Project::measures(SampleId id) const
{
    std::vector<std::pair<std::string, double>> values;
    d_->database.each(
        "SELECT name, value FROM measures WHERE sample = ? ORDER BY name", {id}, [&](Row& row) {
            values.emplace_back(row.getColumn(0).getString(), row.getColumn(1).getDouble());
        });
    return values;
}

std::vector<std::pair<SampleId, double>> Project::measured(const std::string& measure) const
{
    std::vector<std::pair<SampleId, double>> values;
    d_->database.each("SELECT sample, value FROM measures WHERE name = ? ORDER BY sample",
                      {measure}, [&](Row& row) {
                          values.emplace_back(row.getColumn(0).getInt64(),
                                              row.getColumn(1).getDouble());
                      });
    return values;
}

Status Project::checkQuery(const std::string& query) const
{
    try {
        detail::QuerySql sql;
        detail::appendSql(sql, detail::parseQuery(query), query);
        for (const std::string& name : sql.measures)
            if (!d_->database.integer("SELECT 1 FROM measure_sources WHERE name = ?", {name}))
                return Error{ErrorKind::Config,
                             "there is no field and no measure \"" + name + "\"",
                             {},
                             "put the words in quotes if they are meant as they stand"};
        return {};
    } catch (const ErrorException& exception) {
        return exception.error();
    }
}

} // namespace unimo::store
