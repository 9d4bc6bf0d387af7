// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/project_data.h"

#include <nlohmann/json.hpp>

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
};

const Field& fieldNamed(const std::string& name)
{
    static const std::map<std::string, Field> fields = {
        {"trashed", {"samples", "trashed"}},     {"split", {"samples", "split"}},
        {"caption", {"captions", "text"}},       {"rewrite mark", {"rewrites", "mark"}},
        {"rule", {"rewrite_rules", "settings"}}, {"neighbour mark", {"neighbours", "mark"}}};
    const auto found = fields.find(name);
    if (found == fields.end())
        throw ErrorException(
            {ErrorKind::Data, "the edit log names the unknown field \"" + name + "\"", {}, {}});
    return found->second;
}

/// Writes one side of an edit ("before" or "after") into its rows.
void apply(Database& database, int64_t edit, const Field& field, const std::string& side)
{
    const std::string rows = " IN (SELECT row FROM edit_changes WHERE edit = ?)";
    const bool indexed = field.table == "captions";
    if (indexed)
        database.run("INSERT INTO caption_search (caption_search, rowid, text) "
                     "SELECT 'delete', id, text FROM captions WHERE id" +
                         rows,
                     {edit});
    database.run("UPDATE " + field.table + " SET " + field.column + " = c." + side +
                     " FROM edit_changes c WHERE c.edit = ? AND c.row = " + field.table + ".id",
                 {edit});
    if (indexed)
        database.run("INSERT INTO caption_search (rowid, text) "
                     "SELECT id, text FROM captions WHERE id" +
                         rows,
                     {edit});
}

std::string samplesText(int64_t count)
{
    return count == 1 ? "1 sample" : std::to_string(count) + " samples";
}

} // namespace

int64_t Project::Implementation::change(const std::string& field, const std::vector<int64_t>& rows,
                                        const Parameter& value,
                                        const std::function<std::string(int64_t)>& label)
{
    const Field& place = fieldNamed(field);
    const std::string note = "INSERT OR IGNORE INTO edit_changes (edit, row, before, after) "
                             "SELECT ?, id, " +
                             place.column + ", ? FROM " + place.table + " WHERE id = ? AND " +
                             place.column + " <> ?";
    int64_t changed = 0;
    transaction([&] {
        indexNewTexts(); // changing a text takes it out of the index, so it must be in there
        const int64_t edit =
            database.insert("INSERT INTO edits (label, field) VALUES ('', ?)", {field});
        for (const int64_t row : rows)
            changed += database.run(note, {edit, value, row, value});
        if (changed == 0) {
            database.run("DELETE FROM edits WHERE id = ?", {edit});
            return;
        }
        database.run("UPDATE edits SET label = ? WHERE id = ?", {label(changed), edit});
        database.run("DELETE FROM edits WHERE undone = 1");
        apply(database, edit, place, "after");
    });
    return changed;
}

std::optional<std::string> Project::Implementation::stepEditLog(bool undo)
{
    const std::string which = undo ? "undone = 0 ORDER BY id DESC" : "undone = 1 ORDER BY id";
    std::optional<std::string> label;
    transaction([&] {
        indexNewTexts();
        int64_t edit = 0;
        std::string field;
        database.each("SELECT id, label, field FROM edits WHERE " + which + " LIMIT 1", {},
                      [&](SQLite::Statement& row) {
                          edit = row.getColumn(0).getInt64();
                          label = row.getColumn(1).getString();
                          field = row.getColumn(2).getString();
                      });
        if (!label)
            return;
        apply(database, edit, fieldNamed(field), undo ? "before" : "after");
        database.run("UPDATE edits SET undone = ? WHERE id = ?", {undo ? 1 : 0, edit});
    });
    return label;
}

void Project::trash(const std::vector<SampleId>& ids)
{
    d_->change("trashed", ids, 1,
               [](int64_t count) { return "Move " + samplesText(count) + " to trash"; });
}

void Project::restore(const std::vector<SampleId>& ids)
{
    d_->change("trashed", ids, 0,
               [](int64_t count) { return "Restore " + samplesText(count) + " from trash"; });
}

void Project::setSplit(const std::vector<SampleId>& ids, const std::string& split)
{
    d_->change("split", ids, split, [&](int64_t count) {
        return "Move " + samplesText(count) + " to split \"" + split + "\"";
    });
}

void Project::setCaptionText(int64_t caption, const std::string& text)
{
    if (!d_->database.integer("SELECT id FROM captions WHERE id = ?", {caption}))
        throw ErrorException({ErrorKind::Data,
                              "there is no caption " + std::to_string(caption) + " in the project",
                              d_->folder.string(),
                              {}});
    d_->change("caption", {caption}, text, [](int64_t) { return std::string("Edit a caption"); });
}

int64_t Project::markRewrites(const std::vector<int64_t>& ids, Mark mark)
{
    return d_->change("rewrite mark", ids, static_cast<int>(mark), [](int64_t count) {
        return count == 1 ? std::string("Mark a rewrite")
                          : "Mark " + std::to_string(count) + " rewrites";
    });
}

bool Project::setRule(const RuleSettings& settings)
{
    nlohmann::json json = nlohmann::json::object();
    if (settings.off)
        json["off"] = 1;
    if (!settings.score.empty() && (settings.least || settings.most))
        json["score"] = settings.score;
    if (settings.least)
        json["least"] = *settings.least;
    if (settings.most)
        json["most"] = *settings.most;
    int64_t changed = 0;
    transaction([&] {
        d_->database.run("INSERT OR IGNORE INTO rewrite_rules (rule) VALUES (?)", {settings.rule});
        const auto row =
            d_->database.integer("SELECT id FROM rewrite_rules WHERE rule = ?", {settings.rule});
        const std::string text = json.dump();
        changed = d_->change("rule", {*row}, text,
                             [&](int64_t) { return "Change the rule " + settings.rule; });
    });
    return changed > 0;
}

int64_t Project::markNeighbours(const std::vector<int64_t>& ids, Mark mark)
{
    return d_->change("neighbour mark", ids, static_cast<int>(mark), [](int64_t count) {
        return count == 1 ? std::string("Mark something retrieved")
                          : "Mark " + std::to_string(count) + " retrieved";
    });
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
