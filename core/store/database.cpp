// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/database.h"

#include <sqlite3.h>

#include <utility>

namespace unimo::store::detail {
namespace {

constexpr int kBusyTimeoutMs = 10'000;
constexpr int64_t kApplicationId = 0x554E494D; // "UNIM", written into the file's header

Error toError(const SQLite::Exception& e, const std::filesystem::path& file)
{
    const std::string what = e.what();
    switch (e.getErrorCode()) {
    case SQLITE_CONSTRAINT:
        return {
            ErrorKind::Data, "the project does not accept this row: " + what, file.string(), {}};
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return {ErrorKind::Data, "the project's database is damaged: " + what, file.string(),
                "restore it from a copy"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Io, "the project is being written by another program", file.string(),
                "try again when it has finished"};
    case SQLITE_NOMEM:
        return {ErrorKind::OutOfMemory, "memory ran out", file.string(), {}};
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return {ErrorKind::Io, "the project cannot be read or written: " + what, file.string(), {}};
    default:
        return {ErrorKind::Internal, "the database refused: " + what, file.string(), {}};
    }
}

/// Runs `work` and turns SQLite's failures into ours.
template <typename Work>
decltype(auto) guarded(const std::filesystem::path& file, Work&& work)
{
    try {
        return work();
    } catch (const SQLite::Exception& e) {
        throw ErrorException(toError(e, file));
    }
}

SQLite::Database connect(const std::filesystem::path& file, Database::Mode mode)
{
    const int flags = mode == Database::Mode::Read ? SQLite::OPEN_READONLY
                      : mode == Database::Mode::Create
                          ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                          : SQLite::OPEN_READWRITE;
    return guarded(file, [&] { return SQLite::Database(file.string(), flags, kBusyTimeoutMs); });
}

/// Makes a statement ready for its next run, also when reading it was left by an exception.
class ResetAtEnd
{
public:
    explicit ResetAtEnd(SQLite::Statement& statement) : statement_(statement) {}
    ~ResetAtEnd() { statement_.tryReset(); }
    ResetAtEnd(const ResetAtEnd&) = delete;
    ResetAtEnd& operator=(const ResetAtEnd&) = delete;

private:
    SQLite::Statement& statement_;
};

} // namespace

Database::Database(const std::filesystem::path& file, Mode mode)
    : file_(file), connection_(connect(file, mode))
{
    guarded(file_, [&] { setUp(mode); });
    migrate(mode);
    guarded(file_, [&] { connection_.exec(views()); });
}

void Database::setUp(Mode mode)
{
    // Nothing that a foreign database file holds (triggers, views) may call beyond plain SQL.
    connection_.exec("PRAGMA trusted_schema = OFF");
    connection_.exec("PRAGMA foreign_keys = ON");
    connection_.exec("PRAGMA temp_store = MEMORY");
    connection_.exec("PRAGMA cache_size = -65536"); // KiB
    if (mode == Mode::Read)
        return;
    connection_.exec("PRAGMA journal_mode = WAL");
    connection_.exec("PRAGMA synchronous = NORMAL");
    connection_.exec("PRAGMA journal_size_limit = 67108864");
}

void Database::migrate(Mode mode)
{
    const auto steps = migrations();
    const auto target = static_cast<int64_t>(steps.size());
    if (mode != Mode::Create && integer("PRAGMA application_id") != kApplicationId)
        throw ErrorException(
            {ErrorKind::Data, "is not a UNIMO project database", file_.string(), {}});
    const int64_t version = integer("PRAGMA user_version").value_or(0);
    if (version > target)
        throw ErrorException({ErrorKind::Data,
                              "the project has format " + std::to_string(version) +
                                  ", this program knows formats up to " + std::to_string(target),
                              file_.string(), "open it with a newer version of the program"});
    if (version == target)
        return;
    if (mode == Mode::Read) { // somebody who may write brings it up to date
        const Database writer(file_, Mode::Write);
        return;
    }
    transaction([&] {
        // Read again: another program may have migrated while this one waited.
        const auto from = static_cast<size_t>(integer("PRAGMA user_version").value_or(0));
        for (size_t i = from; i < steps.size(); ++i)
            guarded(file_, [&] { connection_.exec(steps[i]); });
        guarded(file_, [&] {
            connection_.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
            connection_.exec("PRAGMA user_version = " + std::to_string(target));
        });
    });
}

SQLite::Statement& Database::statement(const std::string& sql,
                                       std::span<const Parameter> parameters)
{
    auto found = statements_.find(sql);
    if (found == statements_.end())
        found = statements_.emplace(sql, SQLite::Statement(connection_, sql)).first;
    SQLite::Statement& statement = found->second;
    int index = 0;
    for (const Parameter& parameter : parameters) {
        ++index;
        switch (parameter.kind) {
        case Parameter::Kind::Integer:
            statement.bind(index, parameter.integer);
            break;
        case Parameter::Kind::Real:
            statement.bind(index, parameter.real);
            break;
        case Parameter::Kind::Text:
            statement.bindNoCopy(index, *parameter.text);
            break;
        }
    }
    return statement;
}

int64_t Database::run(const std::string& sql, std::initializer_list<Parameter> parameters)
{
    return guarded(file_, [&] {
        auto& command = statement(sql, std::span(parameters.begin(), parameters.size()));
        const ResetAtEnd reset(command);
        return int64_t{command.exec()};
    });
}

int64_t Database::insert(const std::string& sql, std::initializer_list<Parameter> parameters)
{
    run(sql, parameters);
    return connection_.getLastInsertRowid();
}

void Database::each(const std::string& sql, std::span<const Parameter> parameters,
                    const std::function<void(SQLite::Statement&)>& row)
{
    guarded(file_, [&] {
        auto& query = statement(sql, parameters);
        const ResetAtEnd reset(query);
        while (query.executeStep())
            row(query);
    });
}

std::optional<int64_t> Database::integer(const std::string& sql,
                                         std::initializer_list<Parameter> parameters)
{
    std::optional<int64_t> value;
    each(sql, parameters, [&](SQLite::Statement& row) { value = row.getColumn(0).getInt64(); });
    return value;
}

void Database::begin()
{
    const std::string sql =
        depth_ == 0 ? std::string("BEGIN IMMEDIATE") : "SAVEPOINT level" + std::to_string(depth_);
    guarded(file_, [&] { connection_.exec(sql); });
    ++depth_;
}

void Database::commit()
{
    if (depth_ == 1 && beforeCommit_)
        beforeCommit_();
    const std::string sql =
        depth_ == 1 ? std::string("COMMIT") : "RELEASE level" + std::to_string(depth_ - 1);
    guarded(file_, [&] { connection_.exec(sql); });
    --depth_;
}

void Database::rollback() noexcept
{
    --depth_;
    const std::string level = "level" + std::to_string(depth_);
    const std::string sql =
        depth_ == 0 ? std::string("ROLLBACK") : "ROLLBACK TO " + level + "; RELEASE " + level;
    // SQLite may have rolled back by itself (a full disk); then there is nothing left to undo.
    connection_.tryExec(sql);
}

void Database::transaction(const std::function<void()>& body)
{
    begin();
    try {
        body();
        commit();
    } catch (...) {
        rollback();
        throw;
    }
}

void Database::snapshot(const std::function<void()>& body)
{
    if (inTransaction())
        return body();
    guarded(file_, [&] { connection_.exec("BEGIN"); });
    try {
        body();
    } catch (...) {
        connection_.tryExec("ROLLBACK");
        throw;
    }
    guarded(file_, [&] { connection_.exec("COMMIT"); });
}

} // namespace unimo::store::detail
