// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/project_data.h"

#include <nlohmann/json.hpp>

namespace unimo::store {
namespace {

/// Writes a view's definition; an empty one stands for a view that is not there.
template <typename Data>
int64_t define(Data& data, const std::string& name, const std::string& definition,
               const std::string& label)
{
    int64_t changed = 0;
    data.transaction([&] {
        data.database.run("INSERT OR IGNORE INTO saved_views (name) VALUES (?)", {name});
        const auto row = data.database.integer("SELECT id FROM saved_views WHERE name = ?", {name});
        changed = data.change("view", {*row}, definition, [&](int64_t) { return label; });
    });
    return changed;
}

} // namespace

bool Project::saveView(const SavedView& view)
{
    const nlohmann::json definition = {{"query", view.query},
                                       {"split", view.split},
                                       {"sort", view.sort},
                                       {"descending", view.descending}};
    return define(*d_, view.name, definition.dump(), "Save the view " + view.name) > 0;
}

bool Project::deleteView(const std::string& name)
{
    return define(*d_, name, "", "Delete the view " + name) > 0;
}

std::vector<SavedView> Project::views() const
{
    std::vector<SavedView> found;
    d_->database.each("SELECT name, definition FROM saved_views WHERE definition <> '' "
                      "ORDER BY name COLLATE NOCASE",
                      {}, [&](SQLite::Statement& row) {
                          const auto json = nlohmann::json::parse(row.getColumn(1).getString());
                          found.push_back(
                              {row.getColumn(0).getString(), json.value("query", std::string()),
                               json.value("split", std::string()),
                               json.value("sort", std::string()), json.value("descending", false)});
                      });
    return found;
}

} // namespace unimo::store
