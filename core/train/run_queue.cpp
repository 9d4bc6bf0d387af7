// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_queue.h"

#include "core/base/files.h"
#include "core/train/run_start.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::train {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr uint64_t kLargestQueue = uint64_t{1} << 20;

/// One name, and none that leads elsewhere.
bool isName(const std::string& run)
{
    return !run.empty() && run != "." && run != ".." && run.find('/') == std::string::npos;
}

Result<QueueContent> contentFromJson(const json& object, const fs::path& file)
{
    const auto fault = [&](const std::string& what) {
        return Error{ErrorKind::Data, what, file.string(), "remove the file to begin anew"};
    };
    if (!object.is_object())
        return fault("a queue must be a JSON object");
    QueueContent content;
    if (const auto paused = object.find("paused"); paused != object.end()) {
        if (!paused->is_boolean())
            return fault("\"paused\" must be true or false, not " + paused->dump().substr(0, 40));
        content.paused = paused->get<bool>();
    }
    const auto runs = object.find("runs");
    if (runs == object.end() || !runs->is_array())
        return fault("\"runs\" must be a list of folder names");
    for (const json& run : *runs) {
        if (!run.is_string() || !isName(run.get<std::string>()))
            return fault("\"runs\" must be a list of folder names, " + run.dump().substr(0, 40) +
                         " is none");
        content.runs.push_back(run.get<std::string>());
    }
    return content;
}

Result<size_t> placeOf(const QueueContent& content, const std::string& run)
{
    const auto found = std::find(content.runs.begin(), content.runs.end(), run);
    if (found == content.runs.end())
        return Error{ErrorKind::Config, "does not wait in the queue", run,
                     "it has been started or taken out; see unimo queue list"};
    return static_cast<size_t>(found - content.runs.begin());
}

void insertAt(QueueContent& content, const std::string& run, size_t place)
{
    const auto at = static_cast<std::ptrdiff_t>(std::min(place, content.runs.size()));
    content.runs.insert(content.runs.begin() + at, run);
}

void eraseAt(QueueContent& content, size_t place)
{
    content.runs.erase(content.runs.begin() + static_cast<std::ptrdiff_t>(place));
}

/// What is known of an earlier part of the run stays. No heartbeat: nobody is about to start it.
Status markQueued(const RunFolder& run)
{
    RunStatus status;
    if (const auto before = run.status())
        status = *before;
    status.state = RunState::Queued;
    status.pid = 0;
    status.heartbeat = 0;
    status.error.clear();
    return run.writeStatus(status);
}

} // namespace

fs::path RunQueue::workerFile() const
{
    return runsFolder() / ".queue.worker";
}

Result<FileLock> RunQueue::lock() const
{
    std::error_code code;
    if (!fs::is_directory(project_, code))
        return Error{ErrorKind::Io, "is not a project folder", project_.string(), {}};
    fs::create_directories(runsFolder(), code);
    return FileLock::take(runsFolder() / ".queue.lock");
}

Result<QueueContent> RunQueue::read() const
{
    const fs::path file = runsFolder() / "queue.json";
    std::error_code code;
    if (!fs::exists(file, code))
        return QueueContent();
    const auto object = readJson(file, kLargestQueue);
    if (!object)
        return object.error();
    auto content = contentFromJson(*object, file);
    if (content)
        std::erase_if(content->runs, [&](const std::string& run) {
            return !fs::exists(folderOf(run).recipeFile(), code);
        });
    return content;
}

Status RunQueue::write(const QueueContent& content) const
{
    return writeJsonAtomic(runsFolder() / "queue.json",
                           {{"paused", content.paused}, {"runs", content.runs}});
}

Status RunQueue::add(const std::string& run, std::optional<size_t> place) const
{
    const RunFolder folder = folderOf(run);
    std::error_code code;
    if (!isName(run) || !fs::exists(folder.recipeFile(), code))
        return Error{ErrorKind::Config, "is not a run of this project: it has no recipe.json", run,
                     "see unimo runs"};
    const auto locked = lock();
    if (!locked)
        return locked.error();
    auto content = read();
    if (!content)
        return content.error();
    if (placeOf(*content, run))
        return Error{ErrorKind::Config, "waits in the queue already", run, {}};
    if (const auto status = folder.status(); status && isLive(status->state))
        return Error{ErrorKind::Config,
                     std::string("is ") + name(status->state) + " and cannot be queued",
                     run,
                     {}};
    if (Status marked = markQueued(folder); !marked)
        return marked;
    insertAt(*content, run, place.value_or(content->runs.size()));
    return write(*content);
}

Result<size_t> RunQueue::remove(const std::string& run) const
{
    const auto locked = lock();
    if (!locked)
        return locked.error();
    auto content = read();
    if (!content)
        return content.error();
    const auto place = placeOf(*content, run);
    if (!place)
        return place;
    eraseAt(*content, *place);
    if (Status written = write(*content); !written)
        return written.error();
    auto status = folderOf(run).status();
    if (status && status->state == RunState::Queued && !status->lastCheckpoint.empty()) {
        status->state = RunState::Finished; // a run that was stopped is
        if (Status written = folderOf(run).writeStatus(*status); !written)
            return written.error();
    }
    return place;
}

Result<size_t> RunQueue::move(const std::string& run, size_t place) const
{
    const auto locked = lock();
    if (!locked)
        return locked.error();
    auto content = read();
    if (!content)
        return content.error();
    const auto before = placeOf(*content, run);
    if (!before)
        return before;
    eraseAt(*content, *before);
    insertAt(*content, run, place);
    if (Status written = write(*content); !written)
        return written.error();
    return before;
}

Status RunQueue::setPaused(bool paused) const
{
    const auto locked = lock();
    if (!locked)
        return locked.error();
    auto content = read();
    if (!content)
        return content.error();
    content->paused = paused;
    return write(*content);
}

bool RunQueue::hasWorker() const
{
    return FileLock::isTaken(workerFile());
}

Result<std::optional<QueueWorker>> QueueWorker::begin(const RunQueue& queue)
{
    const auto locked = queue.lock(); // the worker before this one is at its end, or goes on
    if (!locked)
        return locked.error();
    auto work = FileLock::tryTake(queue.workerFile());
    if (!work)
        return work.error();
    if (!*work)
        return std::optional<QueueWorker>();
    return std::optional(QueueWorker(queue, std::move(**work)));
}

Result<std::optional<RunFolder>> QueueWorker::next()
{
    const auto locked = queue_.lock();
    if (!locked)
        return locked.error();
    auto content = queue_.read();
    if (!content)
        return content.error();
    if (content->paused || content->runs.empty() || !work_) {
        work_.reset();
        return std::optional<RunFolder>();
    }
    const RunFolder run = queue_.folderOf(content->runs.front());
    eraseAt(*content, 0);
    if (Status written = queue_.write(*content); !written)
        return written.error();
    return std::optional(run);
}

} // namespace unimo::train
