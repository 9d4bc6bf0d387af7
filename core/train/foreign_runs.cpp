// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/foreign_runs.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::train {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr uint64_t kLargestList = uint64_t{4} << 20;
constexpr size_t kMostFolders = 500;

fs::path listFile(const fs::path& project)
{
    return project / "event_folders.json";
}

/// Of an object with "folder"; empty when there is none to go by.
fs::path folderOf(const json& entry)
{
    if (!entry.is_object())
        return {};
    const auto folder = entry.find("folder");
    if (folder == entry.end() || !folder->is_string())
        return {};
    const fs::path path = folder->get<std::string>();
    return path.is_absolute() ? path.lexically_normal() : fs::path();
}

const json& arrayOf(const json& object, const char* key)
{
    static const json none = json::array();
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_array() ? *found : none;
}

} // namespace

bool isWithin(const fs::path& path, const fs::path& folder)
{
    const auto [end, at] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end();
}

bool ForeignRuns::open(const fs::path& folder)
{
    bool changed = false;
    for (auto& [run, note] : notes)
        if (note.removed && isWithin(run, folder)) {
            note.removed = false;
            changed = true;
        }
    const bool known = std::any_of(opened.begin(), opened.end(), [&](const fs::path& parent) {
        return isWithin(folder, parent);
    });
    if (known)
        return changed;
    std::erase_if(opened, [&](const fs::path& child) { return isWithin(child, folder); });
    opened.push_back(folder);
    return true;
}

void ForeignRuns::forgetAllBut(const std::vector<fs::path>& left)
{
    std::erase_if(opened, [&](const fs::path& folder) {
        return std::none_of(left.begin(), left.end(),
                            [&](const fs::path& run) { return isWithin(run, folder); });
    });
    std::erase_if(notes, [&](const auto& entry) {
        return std::none_of(opened.begin(), opened.end(),
                            [&](const fs::path& folder) { return isWithin(entry.first, folder); });
    });
}

ForeignRuns readForeignRuns(const fs::path& project)
{
    ForeignRuns runs;
    std::error_code code;
    if (!fs::exists(listFile(project), code))
        return runs;
    const auto object = readJson(listFile(project), kLargestList);
    if (!object)
        return runs;
    for (const json& entry : arrayOf(*object, "opened"))
        if (const fs::path folder = folderOf(entry);
            !folder.empty() && runs.opened.size() < kMostFolders)
            runs.opened.push_back(folder);
    for (const json& entry : arrayOf(*object, "runs"))
        if (const fs::path folder = folderOf(entry); !folder.empty()) {
            const auto removed = entry.find("removed");
            runs.notes[folder] = {runCardFromJson(entry), removed != entry.end() &&
                                                              removed->is_boolean() &&
                                                              removed->get<bool>()};
        }
    return runs;
}

Status writeForeignRuns(const fs::path& project, const ForeignRuns& runs)
{
    json opened = json::array();
    for (const fs::path& folder : runs.opened)
        opened.push_back({{"folder", folder.string()}});
    json notes = json::array();
    for (const auto& [folder, note] : runs.notes) {
        json entry = toJson(note.card);
        if (note.removed)
            entry["removed"] = true;
        if (entry.empty())
            continue;
        entry["folder"] = folder.string();
        notes.push_back(std::move(entry));
    }
    return writeJsonAtomic(listFile(project), {{"opened", opened}, {"runs", notes}});
}

} // namespace unimo::train
