// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"

#include "core/store/detail/project_data.h"

#include <system_error>

namespace unimo::store {
namespace fs = std::filesystem;
namespace {

constexpr const char* kDatabaseFile = "project.sqlite";

fs::path made(const fs::path& folder)
{
    std::error_code ignored; // whoever writes into the folder reports what is wrong with it
    fs::create_directories(folder, ignored);
    return folder;
}

} // namespace

Project::Implementation::Implementation(fs::path folderPath, detail::Database::Mode mode)
    : folder(std::move(folderPath)), database(folder / kDatabaseFile, mode)
{
    database.beforeCommit([this] { indexNewTexts(); });
}

Project::Project(std::unique_ptr<Implementation> implementation) : d_(std::move(implementation)) {}
Project::~Project() = default;

Result<std::unique_ptr<Project>> Project::create(const fs::path& folder, const std::string& name)
{
    std::error_code code;
    const fs::path place = fs::absolute(folder, code);
    if (fs::exists(place / kDatabaseFile, code))
        return Error{ErrorKind::Config, "there is a project already", place.string(),
                     "open it, or name another folder"};
    fs::create_directories(place, code);
    if (code)
        return Error{
            ErrorKind::Io, "the folder cannot be made: " + code.message(), place.string(), {}};
    try {
        auto data = std::make_unique<Implementation>(place, detail::Database::Mode::Create);
        data->database.run("INSERT INTO project (id, name) VALUES (1, ?)", {name});
        return std::unique_ptr<Project>(new Project(std::move(data)));
    } catch (...) {
        return currentExceptionAsError();
    }
}

Result<std::unique_ptr<Project>> Project::open(const fs::path& folder, bool readOnly)
{
    std::error_code code;
    const fs::path place = fs::absolute(folder, code);
    if (!fs::is_regular_file(place / kDatabaseFile, code))
        return Error{ErrorKind::Io, "holds no project (there is no project.sqlite)", place.string(),
                     "name the folder of a project, or create one"};
    try {
        const auto mode = readOnly ? detail::Database::Mode::Read : detail::Database::Mode::Write;
        return std::unique_ptr<Project>(new Project(std::make_unique<Implementation>(place, mode)));
    } catch (...) {
        return currentExceptionAsError();
    }
}

const fs::path& Project::folder() const
{
    return d_->folder;
}

std::string Project::name() const
{
    std::string name;
    d_->database.each("SELECT name FROM project", {},
                      [&](SQLite::Statement& row) { name = row.getColumn(0).getString(); });
    return name;
}

fs::path Project::runsFolder() const
{
    return made(d_->folder / "runs");
}

fs::path Project::featuresFolder() const
{
    return made(d_->folder / "features");
}

fs::path Project::imageFile(const Sample& sample) const
{
    return sample.imagePath.empty() ? fs::path() : d_->folder / sample.imagePath;
}

void Project::setNote(const std::string& key, const std::string& value)
{
    d_->database.run("INSERT INTO notes (key, value) VALUES (?, ?) "
                     "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                     {key, value});
}

std::optional<std::string> Project::note(const std::string& key) const
{
    std::optional<std::string> value;
    d_->database.each("SELECT value FROM notes WHERE key = ?", {key},
                      [&](SQLite::Statement& row) { value = row.getColumn(0).getString(); });
    return value;
}

std::vector<FeatureSlot> Project::featureSlots(const std::string& set) const
{
    std::vector<FeatureSlot> slots;
    d_->database.each("SELECT sample, offset, regions FROM feature_slots WHERE feature_set = ? "
                      "ORDER BY sample",
                      {set}, [&](SQLite::Statement& row) {
                          slots.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getInt64(),
                                           row.getColumn(2).getInt()});
                      });
    return slots;
}

void Project::addFeatureSlots(const std::string& set, const std::vector<FeatureSlot>& entries)
{
    transaction([&] {
        for (const auto& slot : entries)
            d_->database.run("INSERT OR REPLACE INTO feature_slots "
                             "(feature_set, sample, offset, regions) VALUES (?, ?, ?, ?)",
                             {set, slot.sample, slot.offset, slot.regions});
    });
}

void Project::dropFeatureSlots(const std::string& set)
{
    d_->database.run("DELETE FROM feature_slots WHERE feature_set = ?", {set});
}

} // namespace unimo::store
