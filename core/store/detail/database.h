// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

namespace unimo::store::detail {

/// The schema's steps in order: running step i takes user_version from i to i + 1.
[[nodiscard]] std::span<const char* const> migrations();

/// The views that a connection makes for itself, once the schema is up to date.
[[nodiscard]] const char* views();

/// A value to be bound to a statement.
struct Parameter
{
    enum class Kind { Integer, Real, Text } kind;
    int64_t integer = 0;
    double real = 0;
    const std::string* text = nullptr; ///< must outlive the statement's run

    template <std::integral T>
    Parameter(T value) : kind(Kind::Integer), integer(static_cast<int64_t>(value))
    {
    }
    Parameter(double value) : kind(Kind::Real), real(value) {}
    Parameter(const std::string& value) : kind(Kind::Text), text(&value) {}
};

/// A SQLite connection that keeps its prepared statements. Every failure of SQLite is thrown as
/// ErrorException naming the database. Thread: one.
class Database
{
public:
    enum class Mode { Create, Write, Read };
    Database(const std::filesystem::path& file, Mode mode);

    /// Runs a statement that gives no rows; returns the number of changed rows.
    int64_t run(const std::string& sql, std::initializer_list<Parameter> parameters = {});
    /// Inserts one row; returns its id.
    int64_t insert(const std::string& sql, std::initializer_list<Parameter> parameters);
    /// Calls `row` for each row of the answer; `row` must not run the same statement again.
    void each(const std::string& sql, std::span<const Parameter> parameters,
              const std::function<void(SQLite::Statement&)>& row);
    void each(const std::string& sql, std::initializer_list<Parameter> parameters,
              const std::function<void(SQLite::Statement&)>& row)
    {
        each(sql, std::span(parameters.begin(), parameters.size()), row);
    }
    /// The first column of the first row.
    [[nodiscard]] std::optional<int64_t> integer(const std::string& sql,
                                                 std::initializer_list<Parameter> parameters = {});
    /// Runs body in a transaction that is held from the start; in one already, in a savepoint.
    void transaction(const std::function<void()>& body);
    /// Runs body so that all it reads is of one moment, whatever others write meanwhile.
    void snapshot(const std::function<void()>& body);
    [[nodiscard]] bool inTransaction() const { return depth_ > 0; }
    /// Called before the outermost transaction commits, inside it.
    void beforeCommit(std::function<void()> hook) { beforeCommit_ = std::move(hook); }

private:
    [[nodiscard]] SQLite::Statement& statement(const std::string& sql,
                                               std::span<const Parameter> parameters);
    void setUp(Mode mode);
    void migrate(Mode mode);
    void begin();
    void commit();
    void rollback() noexcept;

    std::filesystem::path file_;
    SQLite::Database connection_;
    std::unordered_map<std::string, SQLite::Statement> statements_;
    std::function<void()> beforeCommit_;
    int depth_ = 0; // of nested transactions
};

} // namespace unimo::store::detail
