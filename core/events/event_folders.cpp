// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_folders.h"

#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

namespace unimo::events {
namespace fs = std::filesystem;

bool isEventFile(const fs::path& file)
{
    return file.filename().string().find("tfevents") != std::string::npos;
}

EventFolders findEventFolders(const fs::path& root, const EventSearch& search)
{
    EventFolders found;
    std::set<std::pair<dev_t, ino_t>> entered;
    std::deque<std::pair<fs::path, int>> open = {
        {root, 0}}; // nearest first: a cut loses the deepest
    size_t entries = 0;
    while (!open.empty() && !found.cut) {
        const auto [folder, depth] = std::move(open.front());
        open.pop_front();
        struct stat known = {};
        if (::stat(folder.c_str(), &known) != 0 ||
            !entered.emplace(known.st_dev, known.st_ino).second)
            continue;
        bool holds = false;
        std::error_code code;
        for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
            if (++entries > search.mostEntries) {
                found.cut = true;
                break;
            }
            std::error_code ignored;
            if (it->is_directory(ignored)) {
                if (depth < search.deepest)
                    open.emplace_back(it->path(), depth + 1);
                else
                    found.cut = true;
            } else if (!holds && isEventFile(it->path())) {
                holds = it->is_regular_file(ignored);
            }
        }
        if (!holds)
            continue;
        if (found.folders.size() == search.mostFound)
            found.cut = true;
        else
            found.folders.push_back(folder);
    }
    std::sort(found.folders.begin(), found.folders.end());
    return found;
}

} // namespace unimo::events
