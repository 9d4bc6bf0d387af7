// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/queue_edits.h"

#include "core/base/files.h"
#include "core/train/recipe.h"
#include "core/train/run_card.h"
#include "core/train/run_queue.h"
#include "core/train/run_trash.h"
#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/run_launcher.h"
#include "widgets/bridge/workspace.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <memory>
#include <optional>

namespace unimo::bridge {
namespace fs = std::filesystem;
using train::RunQueue;
namespace {

fs::path toPath(const QString& text)
{
    return text.toStdString();
}

RunQueue queueOf(const Workspace* workspace)
{
    return RunQueue(toPath(workspace->projectFolder()));
}

std::string idOf(const QString& run)
{
    return QDir(run).dirName().toStdString();
}

/// Starts a worker where there is something to do and nobody does it.
Status work(const RunQueue& queue)
{
    const auto content = queue.read();
    if (!content)
        return content.error();
    if (content->paused || content->runs.empty() || queue.hasWorker())
        return {};
    return RunLauncher::startQueueWorker(QString::fromStdString(queue.project().string()));
}

/// A run into the queue and out of it, any number of times.
class Queued
{
public:
    explicit Queued(RunQueue queue, std::string run = {})
        : queue_(std::move(queue)), run_(std::move(run))
    {
    }

    /// Makes the folder of a run that has not begun.
    Status make(const std::string& label, const Settings& recipe)
    {
        const train::RunFolder run(train::newRunFolder(queue_.project() / "runs", label));
        std::error_code code;
        fs::create_directories(run.path(), code);
        if (code)
            return Error{ErrorKind::Io, "cannot be made: " + code.message(), run.path().string(),
                         "check that the project folder can be written to"};
        run_ = run.id();
        return writeJsonAtomic(run.recipeFile(), recipe.toJson());
    }
    /// At the place it had before, or at the end.
    Status putIn()
    {
        if (trashed_)
            if (Status back = train::moveFromTrash(*trashed_, folder()); !back)
                return back;
        trashed_.reset();
        if (Status added = queue_.add(run_, place_); !added)
            return added;
        return work(queue_);
    }
    Status takeOut()
    {
        const auto place = queue_.remove(run_);
        if (!place)
            return place.error();
        place_ = *place;
        if (queue_.folderOf(run_).latestCheckpoint())
            return {};
        const auto trashed = train::moveToTrash(folder(), train::runTrashOf(queue_.project()));
        if (!trashed)
            return trashed.error();
        trashed_ = *trashed;
        return {};
    }

    [[nodiscard]] bool hasRun() const { return !run_.empty(); }

private:
    [[nodiscard]] fs::path folder() const { return queue_.folderOf(run_).path(); }

    RunQueue queue_;
    std::string run_;
    std::optional<size_t> place_;
    std::optional<fs::path> trashed_; ///< where it lies, while it is in the trash
};

std::vector<std::string> assignments(const TrainCommand& command)
{
    std::vector<std::string> changes;
    for (const auto& [key, value] : command.changes)
        changes.push_back((key + QLatin1Char('=') + value).toStdString());
    return changes;
}

} // namespace

void queue::add(Workspace* workspace, const TrainCommand& command)
{
    const auto recipe = train::loadRecipe(command.recipe.toStdString(), assignments(command));
    const auto program = RunLauncher::program(); // asked now: later it is too late to say no
    for (const Error* error :
         {recipe ? nullptr : &recipe.error(), program ? nullptr : &program.error()})
        if (error)
            return workspace->notifyError(QString::fromStdString(error->text()));
    auto queued = std::make_shared<Queued>(queueOf(workspace));
    workspace->editFiles(
        Workspace::tr("Queued a run of %1").arg(command.recipe),
        {[queued, label = command.recipe.toStdString(), recipe = *recipe]() -> Status {
             if (!queued->hasRun()) // done again it comes from the trash
                 if (Status made = queued->make(label, recipe); !made)
                     return made;
             return queued->putIn();
         },
         [queued] { return queued->takeOut(); }});
}

void queue::addStopped(Workspace* workspace, const QString& run)
{
    auto queued = std::make_shared<Queued>(queueOf(workspace), idOf(run));
    workspace->editFiles(
        Workspace::tr("Queued the run %1").arg(runName(run)),
        {[queued] { return queued->putIn(); }, [queued] { return queued->takeOut(); }});
}

void queue::remove(Workspace* workspace, const QString& run)
{
    auto queued = std::make_shared<Queued>(queueOf(workspace), idOf(run));
    workspace->editFiles(
        Workspace::tr("Took the run %1 out of the queue").arg(runName(run)),
        {[queued] { return queued->takeOut(); }, [queued] { return queued->putIn(); }});
}

void queue::move(Workspace* workspace, const QString& run, int place)
{
    const RunQueue queue = queueOf(workspace);
    auto before = std::make_shared<size_t>(0);
    workspace->editFiles(Workspace::tr("Moved the run %1 in the queue").arg(runName(run)),
                         {[queue, id = idOf(run), place, before]() -> Status {
                              const auto moved = queue.move(id, static_cast<size_t>(place));
                              if (!moved)
                                  return moved.error();
                              *before = *moved;
                              return {};
                          },
                          [queue, id = idOf(run), before]() -> Status {
                              const auto moved = queue.move(id, *before);
                              return moved ? Status() : Status(moved.error());
                          }});
}

void queue::setPaused(Workspace* workspace, bool paused)
{
    const RunQueue queue = queueOf(workspace);
    const auto set = [queue](bool wanted) {
        return [queue, wanted]() -> Status {
            if (Status done = queue.setPaused(wanted); !done)
                return done;
            return work(queue);
        };
    };
    workspace->editFiles(paused ? Workspace::tr("Paused the queue")
                                : Workspace::tr("The queue goes on"),
                         {set(paused), set(!paused)});
}

} // namespace unimo::bridge
