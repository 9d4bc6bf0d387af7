// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_edits.h"

#include "core/events/event_folders.h"
#include "core/train/foreign_runs.h"
#include "core/train/run_card.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/tell_failure.h"
#include "widgets/bridge/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <algorithm>
#include <memory>

namespace unimo::bridge {
namespace fs = std::filesystem;
using train::ForeignRuns;
using train::RunCard;
namespace {

fs::path toPath(const QString& text)
{
    return text.toStdString();
}

std::vector<fs::path> toPaths(const QStringList& texts)
{
    std::vector<fs::path> paths;
    for (const QString& text : texts)
        paths.push_back(toPath(text));
    return paths;
}

std::vector<fs::path> toPaths(const FoundRuns& runs)
{
    std::vector<fs::path> paths;
    for (const FoundRun& run : runs)
        paths.push_back(toPath(run.path));
    return paths;
}

fs::path projectOf(const Workspace* workspace)
{
    return toPath(workspace->projectFolder());
}

fs::path trashOf(const Workspace* workspace)
{
    return train::runTrashOf(projectOf(workspace));
}

/// "the run a" or "3 runs".
QString runsText(const FoundRuns& runs)
{
    return runs.size() == 1 ? Workspace::tr("the run %1").arg(runs.first().name)
                            : Workspace::tr("%1 runs").arg(runs.size());
}

/// Changes what is kept about some runs: in their folders, or in the project for foreign ones.
/// Remembers how it was.
class CardEdit
{
public:
    CardEdit(fs::path project, std::vector<fs::path> runs, std::function<void(RunCard&)> change)
        : project_(std::move(project)), runs_(std::move(runs)), change_(std::move(change))
    {
    }

    Status apply()
    {
        before_.clear();
        ForeignRuns foreign = train::readForeignRuns(project_);
        for (const fs::path& run : runs_) {
            RunCard card = isOwn(run) ? train::readRunCard(run) : foreign.notes[run].card;
            before_.push_back(card);
            change_(card);
            if (!isOwn(run))
                foreign.notes[run].card = card;
            else if (Status written = train::writeRunCard(run, card); !written)
                return written;
        }
        return writeForeign(foreign);
    }

    Status takeBack()
    {
        ForeignRuns foreign = train::readForeignRuns(project_);
        for (size_t i = 0; i < runs_.size(); ++i) {
            if (!isOwn(runs_[i]))
                foreign.notes[runs_[i]].card = before_[i];
            else if (Status written = train::writeRunCard(runs_[i], before_[i]); !written)
                return written;
        }
        return writeForeign(foreign);
    }

private:
    [[nodiscard]] bool isOwn(const fs::path& run) const
    {
        return train::isWithin(run, project_ / "runs");
    }
    [[nodiscard]] Status writeForeign(const ForeignRuns& foreign) const
    {
        return std::all_of(runs_.begin(), runs_.end(),
                           [this](const auto& run) { return isOwn(run); })
                   ? Status()
                   : train::writeForeignRuns(project_, foreign);
    }

    fs::path project_;
    std::vector<fs::path> runs_;
    std::function<void(RunCard&)> change_;
    std::vector<RunCard> before_;
};

void editCards(Workspace* workspace, const QString& text, const FoundRuns& runs,
               std::function<void(RunCard&)> change)
{
    auto edit = std::make_shared<CardEdit>(projectOf(workspace), toPaths(runs), std::move(change));
    workspace->editFiles(text,
                         {[edit] { return edit->apply(); }, [edit] { return edit->takeBack(); }});
}

/// Moves runs into the trash and back, all or none.
class TrashEdit
{
public:
    TrashEdit(std::vector<fs::path> runs, fs::path trash)
        : runs_(std::move(runs)), trash_(std::move(trash))
    {
    }

    Status apply()
    {
        places_.clear();
        for (const fs::path& run : runs_) {
            auto place = train::moveToTrash(run, trash_);
            if (!place) {
                const Error error = place.error();
                [[maybe_unused]] const Status back = takeBack();
                return error;
            }
            places_.push_back(*place);
        }
        return {};
    }

    Status takeBack()
    {
        Status all;
        for (size_t i = 0; i < places_.size(); ++i)
            if (Status moved = train::moveFromTrash(places_[i], runs_[i]); !moved)
                all = moved; // the others come back all the same
        return all;
    }

private:
    std::vector<fs::path> runs_;
    fs::path trash_;
    std::vector<fs::path> places_; ///< where each lies now
};

/// Changes the project's list of event folders; remembers how it was.
class ListEdit
{
public:
    using Change = std::function<Status(ForeignRuns&)>;
    ListEdit(fs::path project, Change change)
        : project_(std::move(project)), change_(std::move(change))
    {
    }

    Status apply()
    {
        before_ = train::readForeignRuns(project_);
        ForeignRuns after = before_;
        if (Status changed = change_(after); !changed)
            return changed;
        return train::writeForeignRuns(project_, after);
    }
    [[nodiscard]] Status takeBack() const { return train::writeForeignRuns(project_, before_); }

private:
    fs::path project_;
    Change change_;
    ForeignRuns before_;
};

void editList(Workspace* workspace, const QString& text, ListEdit::Change change)
{
    auto edit = std::make_shared<ListEdit>(projectOf(workspace), std::move(change));
    workspace->editFiles(text,
                         {[edit] { return edit->apply(); }, [edit] { return edit->takeBack(); }});
}

Status openFolder(ForeignRuns& list, const fs::path& project, fs::path folder)
{
    std::error_code code;
    if (fs::is_regular_file(folder, code))
        folder = folder.parent_path();
    if (train::isWithin(folder, project / "runs"))
        return Error{
            ErrorKind::Config, "runs of this project are in the list already", folder.string(), {}};
    const events::EventFolders found = events::findEventFolders(folder, {.mostFound = 1});
    if (found.folders.empty())
        return Error{ErrorKind::Data, "has no event files", folder.string(),
                     "choose a folder with files named events.out.tfevents…, or one above such "
                     "folders"};
    if (!list.open(folder))
        return Error{ErrorKind::Config, "is in the list already", folder.string(), {}};
    return {};
}

} // namespace

void runs::rename(Workspace* workspace, const FoundRun& run, const QString& name)
{
    const QString wanted = name.simplified();
    if (wanted == run.name)
        return;
    const bool own = wanted.isEmpty() || (!run.foreign && wanted == QDir(run.path).dirName());
    editCards(workspace,
              own ? Workspace::tr("The run %1 has its folder's name again").arg(run.name)
                  : Workspace::tr("Renamed the run %1 to %2").arg(run.name, wanted),
              {run}, [given = own ? std::string() : wanted.toStdString()](RunCard& card) {
                  card.name = given;
              });
}

void runs::setArchived(Workspace* workspace, const FoundRuns& runs, bool archived)
{
    if (!runs.isEmpty())
        editCards(
            workspace,
            (archived ? Workspace::tr("Archived %1") : Workspace::tr("Took %1 out of the archive"))
                .arg(runsText(runs)),
            runs, [archived](RunCard& card) { card.archived = archived; });
}

void runs::trash(Workspace* workspace, const FoundRuns& runs)
{
    if (runs.isEmpty())
        return;
    auto edit = std::make_shared<TrashEdit>(toPaths(runs), trashOf(workspace));
    workspace->editFiles(Workspace::tr("Moved %1 to the trash").arg(runsText(runs)),
                         {[edit] { return edit->apply(); }, [edit] { return edit->takeBack(); }});
}

QStringList runs::inTrash(const Workspace* workspace)
{
    const QDir trash(QString::fromStdString(trashOf(workspace).string()));
    QStringList folders;
    for (const QString& name : trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        folders << trash.filePath(name);
    return folders;
}

void runs::restore(Workspace* workspace, const QString& trashed)
{
    const fs::path from = toPath(trashed);
    const fs::path to = projectOf(workspace) / "runs" / from.filename();
    workspace->editFiles(Workspace::tr("Took the run %1 out of the trash").arg(runName(trashed)),
                         {[from, to] { return train::moveFromTrash(from, to); },
                          [from, to]() -> Status {
                              const auto moved = train::moveToTrash(to, from.parent_path());
                              return moved ? Status() : Status(moved.error());
                          }});
}

void runs::measureTrash(Workspace* workspace, QObject* context,
                        const std::function<void(const std::vector<train::TrashedRun>&)>& then)
{
    auto found = std::make_shared<std::vector<train::TrashedRun>>();
    CoreJob* job =
        workspace->jobs()->start(Workspace::tr("Measuring the trash"),
                                 [found, trash = trashOf(workspace)](const JobControl&) -> Status {
                                     *found = train::measureTrash(trash);
                                     return {};
                                 });
    QObject::connect(job, &CoreJob::succeeded, context, [found, then] { then(*found); });
}

void runs::emptyTrash(Workspace* workspace, const std::vector<train::TrashedRun>& runs)
{
    CoreJob* job =
        workspace->jobs()->start(Workspace::tr("Emptying the trash"),
                                 [runs, trash = trashOf(workspace)](const JobControl& control) {
                                     return train::deleteTrashed(trash, runs, control);
                                 });
    tellFailure(job, workspace);
    QObject::connect(job, &CoreJob::succeeded, workspace, [workspace, count = runs.size()] {
        workspace->notify(Workspace::tr("Deleted %1 runs for good").arg(count));
    });
}

void runs::openEvents(Workspace* workspace, const QStringList& filesAndFolders)
{
    if (filesAndFolders.isEmpty())
        return;
    QStringList folders;
    for (const QString& given : filesAndFolders)
        folders << QDir::cleanPath(QFileInfo(given).absoluteFilePath());
    const QString first = QFileInfo(folders.first()).fileName();
    editList(
        workspace,
        folders.size() == 1
            ? Workspace::tr("Opened the event files of %1").arg(first)
            : Workspace::tr("Opened the event files of %1 folders").arg(folders.size()),
        [project = projectOf(workspace), paths = toPaths(folders)](ForeignRuns& list) -> Status {
            for (const fs::path& folder : paths)
                if (Status opened = openFolder(list, project, folder); !opened)
                    return opened;
            return {};
        });
}

void runs::removeForeign(Workspace* workspace, const FoundRuns& runs, const FoundRuns& left)
{
    if (runs.isEmpty())
        return;
    editList(workspace, Workspace::tr("Removed %1 from the list").arg(runsText(runs)),
             [gone = toPaths(runs), kept = toPaths(left)](ForeignRuns& list) -> Status {
                 for (const fs::path& run : gone)
                     list.notes[run].removed = true;
                 list.forgetAllBut(kept);
                 return {};
             });
}

QString runName(const QString& run)
{
    const RunCard card = train::readRunCard(toPath(run));
    return card.name.empty() ? QDir(run).dirName() : QString::fromStdString(card.name);
}

} // namespace unimo::bridge
