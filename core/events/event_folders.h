// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

namespace unimo::events {

/// Whether a file is an event file by its name, "events.out.tfevents...", as TensorBoard takes it.
[[nodiscard]] bool isEventFile(const std::filesystem::path& file);

struct EventFolders
{
    std::vector<std::filesystem::path> folders; ///< sorted
    bool cut = false;                           ///< there are more than were looked for
};

/// How far to look: a folder dropped by mistake, the root of a disk, must not be walked for ever.
struct EventSearch
{
    size_t mostFound = 1000;      ///< folders with event files
    size_t mostEntries = 200'000; ///< files and folders seen
    int deepest = 16;
};

/// The folders at or under `root` that hold event files. Links are followed, and no folder is
/// entered twice.
[[nodiscard]] EventFolders findEventFolders(const std::filesystem::path& root,
                                            const EventSearch& search = {});

} // namespace unimo::events
