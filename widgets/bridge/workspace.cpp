// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/workspace.h"

#include "core/base/log.h"
#include "core/store/data_content.h"
#include "core/train/run_card.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/project_thread.h"

#include <QDir>
#include <QFutureWatcher>
#include <QLocale>
#include <QUndoStack>
#include <QtConcurrent>
#include <algorithm>
#include <filesystem>

namespace unimo::bridge {
namespace {

constexpr int kCheckpointEveryMs = 2000;

std::vector<store::SampleId> ids(const QVector<qint64>& samples)
{
    return {samples.begin(), samples.end()};
}

/// Runs a function on the pool and hands its result to the GUI thread.
template <typename Function, typename Then>
void inBackground(QObject* context, Function function, Then then)
{
    using Answer = std::invoke_result_t<Function>;
    auto* watcher = new QFutureWatcher<Answer>(context);
    QObject::connect(watcher, &QFutureWatcher<Answer>::finished, context, [watcher, then] {
        then(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run(std::move(function)));
}

QString samplesText(qsizetype count)
{
    return count == 1 ? Workspace::tr("1 sample")
                      : Workspace::tr("%1 samples").arg(QLocale(QLocale::English).toString(count));
}

QString newestRun(const QString& project)
{
    const auto runs = train::listRuns(std::filesystem::path(project.toStdString()) / "runs");
    const auto wanted = std::find_if(runs.begin(), runs.end(), [](const train::RunFolder& run) {
        return !train::readRunCard(run.path()).archived;
    });
    return wanted == runs.end() ? QString() : QString::fromStdString(wanted->path().string());
}

QString latestCheckpoint(const QString& run)
{
    const auto found = train::RunFolder(run.toStdString()).latestCheckpoint();
    return found ? QString::fromStdString(found->string()) : QString();
}

} // namespace

/// One step of the undo stack, already done when it is pushed. The project's own edit log knows
/// how to take it back.
struct Workspace::Edit : QUndoCommand
{
    Edit(Workspace* workspace, const QString& text) : QUndoCommand(text), workspace_(workspace) {}

    void redo() override
    {
        if (pushed_)
            run(&store::Project::redo);
        pushed_ = true;
    }
    void undo() override { run(&store::Project::undo); }

private:
    void run(std::optional<std::string> (store::Project::*step)())
    {
        workspace_->editor_->ask(
            workspace_, [step](store::Project& project) { (project.*step)(); },
            [workspace = workspace_] { workspace->announceDataChange(); });
    }

    Workspace* workspace_;
    bool pushed_ = false;
};

/// The same for files beside the database.
struct Workspace::FileStep : QUndoCommand
{
    FileStep(Workspace* workspace, const QString& text, FileEdit edit)
        : QUndoCommand(text), workspace_(workspace), edit_(std::move(edit))
    {
    }

    void redo() override
    {
        if (pushed_)
            run(edit_.change);
        pushed_ = true;
    }
    void undo() override { run(edit_.back); }

private:
    void run(const std::function<Status()>& act)
    {
        workspace_->editor_->ask(
            workspace_, [act](store::Project&) { return act(); },
            [workspace = workspace_](const Status& done) {
                if (!done)
                    workspace->notifyError(QString::fromStdString(done.error().text()));
                Q_EMIT workspace->runsChanged();
            });
    }

    Workspace* workspace_;
    FileEdit edit_;
    bool pushed_ = false;
};

Workspace::Workspace(QObject* parent)
    : QObject(parent), reader_(new ProjectThread(this)), editor_(new ProjectThread(this)),
      undoStack_(new QUndoStack(this)), jobs_(new JobRunner(this))
{
    const auto tellError = [this](const Error& error) {
        notifyError(QString::fromStdString(error.text()));
    };
    connect(reader_, &ProjectThread::failed, this, tellError);
    connect(editor_, &ProjectThread::failed, this, tellError);
    // The editor migrates the database, so it opens before the reader.
    connect(editor_, &ProjectThread::opened, this, [this](const QString& folder) {
        projectFolder_ = folder;
        undoStack_->clear();
        setSelection({});
        setPrimarySample(0);
        setActiveRun({});
        reader_->open(folder, true);
        log::info("window", "opened the project " + folder.toStdString());
        Q_EMIT projectChanged();
        findNewestRun();
    });
    connect(&checkpointTimer_, &QTimer::timeout, this, &Workspace::lookForCheckpoint);
    checkpointTimer_.start(kCheckpointEveryMs);
}

Workspace::~Workspace()
{
    undoStack_->clear();
}

void Workspace::openProject(const QString& folder)
{
    editor_->open(QDir(folder).absolutePath(), false);
}

void Workspace::createProject(const QString& folder)
{
    const QString path = QDir(folder).absolutePath();
    inBackground(
        this,
        [path]() -> QString {
            const auto project =
                store::Project::create(path.toStdString(), QDir(path).dirName().toStdString());
            return project ? QString() : QString::fromStdString(project.error().text());
        },
        [this, path](const QString& error) {
            if (error.isEmpty())
                openProject(path);
            else
                notifyError(error);
        });
}

void Workspace::edit(const QString& text, std::function<bool(store::Project&)> change)
{
    editor_->ask(this, std::move(change), [this, text](bool changed) {
        if (!changed)
            return;
        undoStack_->push(new Edit(this, text));
        notify(text);
        announceDataChange();
    });
}

void Workspace::trash(const QVector<qint64>& samples)
{
    if (samples.isEmpty())
        return;
    edit(tr("Moved %1 to trash").arg(samplesText(samples.size())),
         [samples](store::Project& project) {
             project.trash(ids(samples));
             return true;
         });
}

void Workspace::setSplit(const QVector<qint64>& samples, const QString& split)
{
    edit(tr("Moved %1 to split %2").arg(samplesText(samples.size()), split),
         [samples, name = split.toStdString()](store::Project& project) {
             const bool changes = std::any_of(samples.begin(), samples.end(), [&](qint64 id) {
                 const auto sample = project.sample(id);
                 return sample && sample->split != name;
             });
             if (changes)
                 project.setSplit(ids(samples), name);
             return changes;
         });
}

void Workspace::addTag(const QVector<qint64>& samples, const QString& tag)
{
    edit(tr("Tagged %1 “%2”").arg(samplesText(samples.size()), tag),
         [samples, name = tag.toStdString()](store::Project& project) {
             return project.addTag(ids(samples), name) > 0;
         });
}

void Workspace::removeTag(const QVector<qint64>& samples, const QString& tag)
{
    edit(tr("Took the tag “%2” from %1").arg(samplesText(samples.size()), tag),
         [samples, name = tag.toStdString()](store::Project& project) {
             return project.removeTag(ids(samples), name) > 0;
         });
}

void Workspace::rate(const QVector<qint64>& samples, int rating)
{
    const QString count = samplesText(samples.size());
    edit(rating == 0 ? tr("Took the rating from %1").arg(count)
                     : tr("Rated %1 with %2").arg(count).arg(rating),
         [samples, rating](store::Project& project) {
             return project.rate(ids(samples), rating) > 0;
         });
}

void Workspace::addCaptions(const std::vector<store::Caption>& captions)
{
    if (captions.empty())
        return;
    edit(captions.size() == 1 ? tr("Added a caption")
                              : tr("Added %1 captions").arg(captions.size()),
         [captions](store::Project& project) { return !project.addCaptions(captions).empty(); });
}

void Workspace::deleteCaption(qint64 caption)
{
    edit(tr("Deleted a caption"), [caption](store::Project& project) {
        project.deleteCaption(caption);
        return true;
    });
}

void Workspace::addQuestion(qint64 sample, const QString& text, const QString& answer)
{
    edit(tr("Added a question"), [=](store::Project& project) {
        project.addQuestion(sample, text.toStdString(), answer.toStdString());
        return true;
    });
}

void Workspace::setQuestion(qint64 question, const QString& text, const QString& answer)
{
    edit(tr("Changed a question"), [=](store::Project& project) {
        project.setQuestion(question, text.toStdString(), answer.toStdString());
        return true;
    });
}

void Workspace::deleteQuestion(qint64 question)
{
    edit(tr("Deleted a question"), [question](store::Project& project) {
        project.deleteQuestion(question);
        return true;
    });
}

void Workspace::drawRegion(const store::Region& region)
{
    edit(tr("Drew a box"), [region](store::Project& project) {
        project.drawRegion(region);
        return true;
    });
}

void Workspace::setRegion(const store::Region& region)
{
    edit(tr("Changed a box"),
         [region](store::Project& project) { return project.setRegion(region); });
}

void Workspace::deleteRegion(qint64 region)
{
    edit(tr("Deleted a box"), [region](store::Project& project) {
        project.deleteRegion(region);
        return true;
    });
}

void Workspace::propose(const std::vector<store::Proposal>& proposals)
{
    editor_->ask(
        this, [proposals](store::Project& project) { return project.propose(proposals); },
        [this](qint64 count) {
            if (count == 0)
                return notify(tr("Nothing new to propose: the data has it, or it was proposed "
                                 "before"));
            const QString text =
                count == 1 ? tr("Kept a proposal") : tr("Kept %1 proposals").arg(count);
            undoStack_->push(new Edit(this, text));
            notify(text);
            announceDataChange();
        });
}

void Workspace::judgeProposals(const QVector<qint64>& proposals, bool accept)
{
    const qsizetype count = proposals.size();
    const QString text =
        accept ? (count == 1 ? tr("Accepted a proposal") : tr("Accepted %1 proposals").arg(count))
               : (count == 1 ? tr("Rejected a proposal") : tr("Rejected %1 proposals").arg(count));
    edit(text, [proposals, accept](store::Project& project) {
        return (accept ? project.acceptProposals(ids(proposals))
                       : project.rejectProposals(ids(proposals))) > 0;
    });
}

void Workspace::nameVersion(const QString& name)
{
    edit(tr("Named the version “%1”").arg(name),
         [text = name.toStdString()](store::Project& project) {
             const store::DataContent content = project.content();
             store::keepContent(project.folder(), content).orThrow();
             project.nameVersion(text, content.version);
             return true;
         });
}

void Workspace::forgetVersion(const QString& name)
{
    edit(tr("Took away the version's name “%1”").arg(name),
         [text = name.toStdString()](store::Project& project) {
             return project.forgetVersion(text);
         });
}

void Workspace::saveView(const store::SavedView& view)
{
    edit(tr("Saved the view “%1”").arg(QString::fromStdString(view.name)),
         [view](store::Project& project) { return project.saveView(view); });
}

void Workspace::deleteView(const QString& name)
{
    edit(tr("Deleted the view “%1”").arg(name),
         [text = name.toStdString()](store::Project& project) { return project.deleteView(text); });
}

void Workspace::setCaptionText(qint64 caption, const QString& text)
{
    edit(tr("Changed a caption"), [caption, text](store::Project& project) {
        project.setCaptionText(caption, text.toStdString());
        return true;
    });
}

void Workspace::markRewrites(const QVector<qint64>& rewrites, store::Mark mark)
{
    const QString text = mark == store::Mark::None ? tr("Took back the mark of %1")
                                                   : tr("Marked %1, left out of training");
    const QString count =
        rewrites.size() == 1 ? tr("a rewrite") : tr("%1 rewrites").arg(rewrites.size());
    edit(text.arg(count), [rewrites, mark](store::Project& project) {
        return project.markRewrites(ids(rewrites), mark) > 0;
    });
}

void Workspace::setRule(const store::RuleSettings& settings)
{
    edit(tr("Changed the rule %1").arg(QString::fromStdString(settings.rule)),
         [settings](store::Project& project) { return project.setRule(settings); });
}

void Workspace::markNeighbours(const QVector<qint64>& neighbours, store::Mark mark)
{
    const QString text = mark == store::Mark::None
                             ? tr("Took back the mark of %1 retrieved")
                             : tr("Marked %1 retrieved, left out of training");
    edit(text.arg(neighbours.size()), [neighbours, mark](store::Project& project) {
        return project.markNeighbours(ids(neighbours), mark) > 0;
    });
}

void Workspace::editFiles(const QString& text, FileEdit edit)
{
    auto change = edit.change;
    editor_->ask(
        this, [change = std::move(change)](store::Project&) { return change(); },
        [this, text, edit = std::move(edit)](const Status& done) {
            if (!done)
                return notifyError(QString::fromStdString(done.error().text()));
            undoStack_->push(new FileStep(this, text, edit));
            notify(text);
            Q_EMIT runsChanged();
        });
}

void Workspace::undo()
{
    // By way of the editor's queue, so that an edit still under way is on the stack by then.
    editor_->ask(
        this, [](store::Project&) {}, [this] { step(&QUndoStack::undo); });
}

void Workspace::redo()
{
    editor_->ask(
        this, [](store::Project&) {}, [this] { step(&QUndoStack::redo); });
}

void Workspace::step(void (QUndoStack::*direction)())
{
    const bool back = direction == &QUndoStack::undo;
    const auto tell = [this, back](const QString& what) {
        notify((back ? tr("Undone: %1") : tr("Done again: %1")).arg(what));
    };
    if (back ? undoStack_->canUndo() : undoStack_->canRedo()) {
        tell(back ? undoStack_->undoText() : undoStack_->redoText());
        (undoStack_->*direction)();
    } else if (undoStack_->count() == 0) { // the steps of earlier sessions are in the project
        editor_->ask(
            this,
            [back](store::Project& project) { return back ? project.undo() : project.redo(); },
            [this, tell](const std::optional<std::string>& what) {
                if (!what)
                    return;
                tell(QString::fromStdString(*what));
                announceDataChange();
            });
    }
}

void Workspace::setSelection(const QSet<qint64>& samples)
{
    if (samples == selection_)
        return;
    selection_ = samples;
    Q_EMIT selectionChanged();
}

void Workspace::setPrimarySample(qint64 sample)
{
    if (sample == primarySample_)
        return;
    primarySample_ = sample;
    Q_EMIT primaryChanged();
}

void Workspace::setActiveRun(const QString& folder)
{
    if (folder == activeRun_)
        return;
    activeRun_ = folder;
    latestCheckpoint_.clear();
    fixedCheckpoint_.clear();
    Q_EMIT activeRunChanged();
    Q_EMIT checkpointChanged();
    lookForCheckpoint();
}

QString Workspace::checkpoint() const
{
    return fixedCheckpoint_.isEmpty() ? latestCheckpoint_ : fixedCheckpoint_;
}

qint64 Workspace::checkpointStep() const
{
    bool ok = false;
    const qint64 step = QDir(checkpoint()).dirName().section(QLatin1Char('-'), -1).toLongLong(&ok);
    return ok ? step : -1;
}

void Workspace::setFixedCheckpoint(const QString& folder)
{
    if (folder == fixedCheckpoint_)
        return;
    fixedCheckpoint_ = folder;
    Q_EMIT checkpointChanged();
}

void Workspace::notify(const QString& text)
{
    log::info("window", text.toStdString());
    Q_EMIT notified(text, false);
}

void Workspace::notifyError(const QString& text)
{
    log::error("window", text.toStdString());
    Q_EMIT notified(text, true);
}

void Workspace::askAbout(qint64 sample, const QString& text)
{
    setPrimarySample(sample);
    Q_EMIT panelWanted(QStringLiteral("query"));
    Q_EMIT askWanted(sample, text);
}

void Workspace::findNewestRun()
{
    inBackground(
        this, [project = projectFolder_] { return newestRun(project); },
        [this, project = projectFolder_](const QString& run) {
            if (project == projectFolder_ && activeRun_.isEmpty() && !run.isEmpty())
                setActiveRun(run);
        });
}

void Workspace::lookForCheckpoint()
{
    if (activeRun_.isEmpty() || lookingForCheckpoint_)
        return;
    lookingForCheckpoint_ = true;
    inBackground(
        this, [run = activeRun_] { return latestCheckpoint(run); },
        [this, run = activeRun_](const QString& found) {
            lookingForCheckpoint_ = false;
            if (run != activeRun_ || found == latestCheckpoint_)
                return;
            latestCheckpoint_ = found;
            if (followsLatest())
                Q_EMIT checkpointChanged();
        });
}

} // namespace unimo::bridge
