// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/train/run_card.h"

#include <filesystem>
#include <map>
#include <vector>

namespace unimo::train {

/// The runs outside of a project that its run list shows beside its own: folders of event files,
/// kept in event_folders.json in the project folder. Nothing is written into those folders, so how
/// a person keeps them is here too.
struct ForeignRuns
{
    struct Note
    {
        RunCard card;
        bool removed = false; ///< taken off the list by a person
    };

    std::vector<std::filesystem::path> opened;   ///< absolute; each may hold many runs
    std::map<std::filesystem::path, Note> notes; ///< by run folder; others have an empty note

    /// Adds a folder, and brings back what was removed at or under it. False when nothing changed.
    bool open(const std::filesystem::path& folder);
    /// Forgets opened folders of which no run of `left` is a part, and their notes.
    void forgetAllBut(const std::vector<std::filesystem::path>& left);
};

/// A project without a readable list has an empty one.
[[nodiscard]] ForeignRuns readForeignRuns(const std::filesystem::path& project);
[[nodiscard]] Status writeForeignRuns(const std::filesystem::path& project,
                                      const ForeignRuns& runs);

/// Whether `path` is `folder` or lies under it, by their names alone.
[[nodiscard]] bool isWithin(const std::filesystem::path& path, const std::filesystem::path& folder);

} // namespace unimo::train
