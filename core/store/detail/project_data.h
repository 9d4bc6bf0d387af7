// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/detail/database.h"
#include "core/store/project.h"

#include <optional>

namespace unimo::store {

struct Project::Implementation
{
    Implementation(std::filesystem::path folderPath, detail::Database::Mode mode);

    /// Runs body in a transaction, with the memory of what is not yet indexed kept in step.
    void transaction(const std::function<void()>& body);
    /// Inserts a row of a table whose texts can be searched for.
    int64_t insertSearchable(std::optional<int64_t>& firstNew, const std::string& sql,
                             std::initializer_list<detail::Parameter> parameters);
    /// Brings rows added in this transaction into the full-text indices.
    void indexNewTexts();
    /// Sets a field ("trashed", "split", "caption", ...) of some rows as one step of the edit log.
    /// Rows that have the value already are left out; a step that changes nothing is not kept.
    /// `label` is given the number of changed rows; the result is that number.
    int64_t change(const std::string& field, const std::vector<int64_t>& rows,
                   const detail::Parameter& value, const std::function<std::string(int64_t)>& label)
    {
        return change(field, rows, "?2", value, label);
    }
    /// The same with the SQL of the new value, where ?2 stands for `value`.
    int64_t change(const std::string& field, const std::vector<int64_t>& rows,
                   const std::string& newValue, const detail::Parameter& value,
                   const std::function<std::string(int64_t)>& label);
    /// Makes all that body changes one step, named by its first change; one within another is part
    /// of that.
    void oneStep(const std::function<void()>& body);
    /// Data error: "there is no caption 7 in the project".
    [[noreturn]] void throwMissing(const std::string& what, int64_t id) const;
    /// Undoes the last step that stands, or redoes the first one that is undone.
    std::optional<std::string> stepEditLog(bool undo);

    std::filesystem::path folder;
    detail::Database database;

    /// The first row of each table that this transaction added and has not indexed yet.
    struct NewRows
    {
        std::optional<int64_t> captions;
        std::optional<int64_t> questions;
        std::optional<int64_t> regions;
    };
    NewRows newRows;
    bool joiningSteps = false; ///< in oneStep()
    bool joining = false;      ///< and something was changed there already
};

} // namespace unimo::store
