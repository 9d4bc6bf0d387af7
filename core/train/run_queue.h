// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_lock.h"
#include "core/train/run_folder.h"

#include <optional>
#include <string>
#include <vector>

namespace unimo::train {

struct QueueContent
{
    bool paused = false;           ///< no further run is started
    std::vector<std::string> runs; ///< ids, the next one first
};

/// The runs of a project that wait to be trained, one after the other: runs/queue.json
/// (docs/file-formats.md). Each change is made under a lock, so that a window, shells and the
/// worker may change it at the same time. Cheap to copy; every call reads or writes the disk.
/// Thread: any.
class RunQueue
{
public:
    explicit RunQueue(std::filesystem::path project) : project_(std::move(project)) {}

    [[nodiscard]] const std::filesystem::path& project() const { return project_; }
    [[nodiscard]] RunFolder folderOf(const std::string& run) const
    {
        return RunFolder(runsFolder() / run);
    }

    /// Runs whose folder is gone are left out. A project that never had a queue has an empty one.
    [[nodiscard]] Result<QueueContent> read() const;
    /// Puts a run, which has its recipe.json, at the end or at a place, and marks it as queued. One
    /// that trains or waits already is refused.
    [[nodiscard]] Status add(const std::string& run, std::optional<size_t> place = {}) const;
    /// Takes a run out and returns its place. One that was trained before is stopped again.
    [[nodiscard]] Result<size_t> remove(const std::string& run) const;
    /// To a place, or to the end when that is nearer, and returns where it was.
    [[nodiscard]] Result<size_t> move(const std::string& run, size_t place) const;
    /// What trains goes on; when the queue goes on too, it needs a worker again.
    [[nodiscard]] Status setPaused(bool paused) const;

    /// Whether a process works the queue off. Asks the disk, and disturbs nobody.
    [[nodiscard]] bool hasWorker() const;

private:
    friend class QueueWorker;

    [[nodiscard]] std::filesystem::path runsFolder() const { return project_ / "runs"; }
    [[nodiscard]] std::filesystem::path workerFile() const;
    [[nodiscard]] Result<FileLock> lock() const;
    [[nodiscard]] Status write(const QueueContent& content) const;

    std::filesystem::path project_;
};

/// The one process that works a queue off.
class QueueWorker
{
public:
    /// None: another process is at work.
    [[nodiscard]] static Result<std::optional<QueueWorker>> begin(const RunQueue& queue);

    /// Takes the first run out of the queue. None when nothing waits or the queue is paused: then
    /// this worker is at its end, and whoever adds a run from now on sees that it needs another.
    [[nodiscard]] Result<std::optional<RunFolder>> next();

private:
    QueueWorker(RunQueue queue, FileLock work) : queue_(std::move(queue)), work_(std::move(work)) {}

    RunQueue queue_;
    std::optional<FileLock> work_; ///< none: at its end
};

} // namespace unimo::train
