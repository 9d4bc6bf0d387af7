// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_trash.h"

#include <algorithm>

namespace unimo::train {
namespace fs = std::filesystem;
namespace {

int64_t bytesIn(const fs::path& folder)
{
    int64_t bytes = 0;
    std::error_code code;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied,
                                        code);
    for (const fs::recursive_directory_iterator end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_symlink(ignored) || !it->is_regular_file(ignored))
            continue;
        const auto size = it->file_size(ignored);
        if (!ignored)
            bytes += static_cast<int64_t>(size);
    }
    return bytes;
}

Status deleteOne(const fs::path& trash, const fs::path& folder)
{
    std::error_code code;
    const fs::path name = folder.filename();
    if (folder.parent_path() != trash || name.empty() || name == "." || name == ".." ||
        fs::is_symlink(folder, code) || !fs::is_directory(folder, code))
        return Error{ErrorKind::Config, "is not a folder in the trash", folder.string(), {}};
    fs::remove_all(folder, code);
    if (code)
        return Error{ErrorKind::Io, "cannot be deleted: " + code.message(), folder.string(),
                     "check who owns its files"};
    return {};
}

} // namespace

fs::path runTrashOf(const fs::path& project)
{
    return project / "trash" / "runs";
}

std::vector<TrashedRun> measureTrash(const fs::path& trash)
{
    std::vector<TrashedRun> runs;
    std::error_code code;
    for (fs::directory_iterator it(trash, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (!it->is_symlink(ignored) && it->is_directory(ignored))
            runs.push_back({it->path(), bytesIn(it->path())});
    }
    std::sort(runs.begin(), runs.end(),
              [](const TrashedRun& a, const TrashedRun& b) { return a.folder < b.folder; });
    return runs;
}

Status deleteTrashed(const fs::path& trash, const std::vector<TrashedRun>& runs,
                     const JobControl& job)
{
    const auto count = static_cast<int64_t>(runs.size());
    for (int64_t i = 0; i < count; ++i) {
        if (job.stopped())
            return JobControl::cancelled("emptying the trash");
        job.progress("Deleting runs", i, count);
        if (Status done = deleteOne(trash, runs[static_cast<size_t>(i)].folder); !done)
            return done;
    }
    return {};
}

} // namespace unimo::train
