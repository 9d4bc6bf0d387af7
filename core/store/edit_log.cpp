// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/project_data.h"

#include <map>

namespace unimo::store {
namespace {

using detail::Database;
using detail::Parameter;

/// Where the values of an edit's field live.
struct Field
{
    std::string table;
    std::string column;
    std::string index = {}; ///< the full-text index of the table, with its columns below
    std::string indexed = {};
};

const Field& fieldNamed(const std::string& name)
{
    const auto question = [](const char* column) {
        return Field{"questions", column, "question_search", "text, answer"};
    };
    const auto label = [](const char* column) {
        return Field{"regions", column, "region_search", "label, colour"};
    };
    static const std::map<std::string, Field> fields = {
        {"trashed", {"samples", "trashed"}},
        {"split", {"samples", "split"}},
        {"kind", {"samples", "kind"}},
        {"tags", {"samples", "tags"}},
        {"rating", {"samples", "rating"}},
        {"caption", {"captions", "text", "caption_search", "text"}},
        {"question", question("text")},
        {"answer", question("answer")},
        {"answers", question("answers")},
        {"rewrite mark", {"rewrites", "mark"}},
        {"rule", {"rewrite_rules", "settings"}},
        {"neighbour mark", {"neighbours", "mark"}},
        {"view", {"saved_views", "definition"}},
        {"box x1", {"regions", "x1"}},
        {"box y1", {"regions", "y1"}},
        {"box x2", {"regions", "x2"}},
        {"box y2", {"regions", "y2"}},
        {"box label", label("label")},
        {"box colour", label("colour")},
        {"box deleted", {"regions", "deleted"}},
        {"proposal", {"proposals", "state"}},
        {"version", {"data_versions", "definition"}}};
    const auto found = fields.find(name);
    if (found == fields.end())
        throw ErrorException(
            {ErrorKind::Data, "the edit log names the unknown field \"" + name + "\"", {}, {}});
    return found->second;
}

/// Writes one side of an edit ("before" or "after") into its rows.
void apply(Database& database, int64_t edit, const Field& field, const std::string& side)
{
    const std::string these =
        " FROM " + field.table + " WHERE id IN (SELECT row FROM edit_changes WHERE edit = ?)";
    if (!field.index.empty())
        database.run("INSERT INTO " + field.index + " (" + field.index + ", rowid, " +
                         field.indexed + ") SELECT 'delete', id, " + field.indexed + these,
                     {edit});
    database.run("UPDATE " + field.table + " SET " + field.column + " = c." + side +
                     " FROM edit_changes c WHERE c.edit = ? AND c.row = " + field.table + ".id",
                 {edit});
    if (!field.index.empty())
        database.run("INSERT INTO " + field.index + " (rowid, " + field.indexed + ") SELECT id, " +
                         field.indexed + these,
                     {edit});
}

} // namespace

int64_t Project::Implementation::change(const std::string& field, const std::vector<int64_t>& rows,
                                        const std::string& newValue, const Parameter& value,
                                        const std::function<std::string(int64_t)>& label)
{
    const Field& place = fieldNamed(field);
    const std::string note = "INSERT OR IGNORE INTO edit_changes (edit, row, before, after) "
                             "SELECT ?1, id, " +
                             place.column + ", " + newValue + " FROM " + place.table +
                             " WHERE id = ?3 AND " + place.column + " <> " + newValue;
    int64_t changed = 0;
    transaction([&] {
        indexNewTexts(); // changing a text takes it out of the index, so it must be in there
        const int64_t edit = database.insert(
            "INSERT INTO edits (label, field, joined) VALUES ('', ?, ?)", {field, joining ? 1 : 0});
        for (const int64_t row : rows)
            changed += database.run(note, {edit, value, row});
        if (changed == 0) {
            database.run("DELETE FROM edits WHERE id = ?", {edit});
            return;
        }
        joining = joiningSteps;
        database.run("UPDATE edits SET label = ? WHERE id = ?", {label(changed), edit});
        database.run("DELETE FROM edits WHERE undone = 1");
        apply(database, edit, place, "after");
    });
    return changed;
}

void Project::Implementation::throwMissing(const std::string& what, int64_t id) const
{
    throw ErrorException({ErrorKind::Data,
                          "there is no " + what + " " + std::to_string(id) + " in the project",
                          folder.string(),
                          {}});
}

void Project::Implementation::oneStep(const std::function<void()>& body)
{
    if (joiningSteps) // part of a larger step
        return body();
    transaction([&] {
        joiningSteps = true;
        joining = false;
        try {
            body();
        } catch (...) {
            joiningSteps = joining = false;
            throw;
        }
        joiningSteps = joining = false;
    });
}

std::optional<std::string> Project::Implementation::stepEditLog(bool undo)
{
    const std::string which = undo ? "undone = 0 ORDER BY id DESC" : "undone = 1 ORDER BY id";
    std::optional<std::string> label;
    transaction([&] {
        indexNewTexts();
        for (bool more = true; more;) {
            int64_t edit = 0;
            std::string field;
            std::string text;
            bool joined = false;
            database.each("SELECT id, label, field, joined FROM edits WHERE " + which + " LIMIT 1",
                          {}, [&](SQLite::Statement& row) {
                              edit = row.getColumn(0).getInt64();
                              text = row.getColumn(1).getString();
                              field = row.getColumn(2).getString();
                              joined = row.getColumn(3).getInt() != 0;
                          });
            // Backwards a step ends with its first edit; forwards before the next one's first.
            const bool another = !undo && label && !joined;
            if (edit == 0 || another)
                return;
            apply(database, edit, fieldNamed(field), undo ? "before" : "after");
            database.run("UPDATE edits SET undone = ? WHERE id = ?", {undo ? 1 : 0, edit});
            if (!joined)
                label = text;
            more = undo ? joined : true;
        }
    });
    return label;
}

std::optional<std::string> Project::undo()
{
    return d_->stepEditLog(true);
}

std::optional<std::string> Project::redo()
{
    return d_->stepEditLog(false);
}

} // namespace unimo::store
