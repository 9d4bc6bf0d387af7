// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/proposals.h"
#include "core/store/records.h"

#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>
#include <functional>

class QUndoStack;

namespace unimo::store {
class Project;
}

namespace unimo::bridge {

class JobRunner;
class ProjectThread;

/// What every panel follows. A panel reads it and sets it; panels do not know each other.
/// Thread: GUI thread only.
class Workspace : public QObject
{
    Q_OBJECT
public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    // --- project -------------------------------------------------------------------------------
    /// Empty when none is open.
    [[nodiscard]] QString projectFolder() const { return projectFolder_; }
    [[nodiscard]] bool hasProject() const { return !projectFolder_.isEmpty(); }
    /// Opens a project folder in the background; the newest run becomes the active one.
    void openProject(const QString& folder);
    /// Makes an empty project in `folder`, then opens it.
    void createProject(const QString& folder);
    /// Answers queries on a thread of its own.
    [[nodiscard]] ProjectThread* reader() const { return reader_; }

    // --- edits: done in the background, each one step of undoStack()
    // ------------------------------
    void trash(const QVector<qint64>& samples);
    void setSplit(const QVector<qint64>& samples, const QString& split);
    void addTag(const QVector<qint64>& samples, const QString& tag);
    void removeTag(const QVector<qint64>& samples, const QString& tag);
    /// 1-5; 0 takes the rating away.
    void rate(const QVector<qint64>& samples, int rating);
    void setCaptionText(qint64 caption, const QString& text);
    /// Each on its sample, all of them one step; their ids are given out by the project.
    void addCaptions(const std::vector<store::Caption>& captions);
    void deleteCaption(qint64 caption);
    void addQuestion(qint64 sample, const QString& text, const QString& answer);
    void setQuestion(qint64 question, const QString& text, const QString& answer);
    void deleteQuestion(qint64 question);
    /// Its id is given out by the project.
    void drawRegion(const store::Region& region);
    void setRegion(const store::Region& region);
    void deleteRegion(qint64 region);
    /// Keeps what a model says apart from the data, for a person to accept or reject.
    void propose(const std::vector<store::Proposal>& proposals);
    /// Takes those that wait into the data, or puts them away.
    void judgeProposals(const QVector<qint64>& proposals, bool accept);
    /// Keeps the data as it is now under a name.
    void nameVersion(const QString& name);
    void forgetVersion(const QString& name);
    void saveView(const store::SavedView& view);
    void deleteView(const QString& name);
    void markRewrites(const QVector<qint64>& rewrites, store::Mark mark);
    void setRule(const store::RuleSettings& settings);
    void markNeighbours(const QVector<qint64>& neighbours, store::Mark mark);
    /// A change of files beside the database, and how it is taken back. Both run in the background,
    /// in turn with the edits of the database; what fails is told and is no step.
    struct FileEdit
    {
        std::function<Status()> change;
        std::function<Status()> back;
    };
    /// `text` says what was done. runsChanged() follows, also when it is undone or done again.
    void editFiles(const QString& text, FileEdit edit);
    /// Ctrl+Z and Ctrl+Shift+Z: the session's steps first, then those of earlier sessions.
    void undo();
    void redo();
    [[nodiscard]] QUndoStack* undoStack() const { return undoStack_; }
    /// Tells all panels that the project's content changed (an import ended, an edit was done).
    void announceDataChange() { Q_EMIT dataChanged(); }

    // --- selection -----------------------------------------------------------------------------
    [[nodiscard]] const QSet<qint64>& selection() const { return selection_; }
    void setSelection(const QSet<qint64>& samples);
    /// The one sample that the inspector and the query show; 0 when none.
    [[nodiscard]] qint64 primarySample() const { return primarySample_; }
    void setPrimarySample(qint64 sample);

    // --- run and checkpoint ----------------------------------------------------------------------
    /// The run folder that Monitor shows and whose checkpoints Query follows; empty when none.
    [[nodiscard]] QString activeRun() const { return activeRun_; }
    void setActiveRun(const QString& folder);
    /// The checkpoint folder that is asked: the fixed one, else the latest of the active run.
    [[nodiscard]] QString checkpoint() const;
    /// -1 when there is no checkpoint.
    [[nodiscard]] qint64 checkpointStep() const;
    /// Holds on to one checkpoint; empty follows the latest again.
    void setFixedCheckpoint(const QString& folder);
    [[nodiscard]] bool followsLatest() const { return fixedCheckpoint_.isEmpty(); }

    // --- jobs and messages -----------------------------------------------------------------------
    [[nodiscard]] JobRunner* jobs() const { return jobs_; }
    /// A sentence for the person, shown in the status bar and kept in the log.
    void notify(const QString& text);
    /// The same for something that failed.
    void notifyError(const QString& text);

    /// Asks the window to show a panel ("data", "rewrites", "retrieved", "train", "monitor", "map",
    /// "query", "evaluate", "log").
    void showPanel(const QString& name) { Q_EMIT panelWanted(name); }
    /// Asks for the demo training to be started (the Train panel answers).
    void startDemoTraining() { Q_EMIT demoTrainingWanted(); }
    /// Asks Train for the settings of this run, to change and run them again.
    void editRun(const QString& run) { Q_EMIT runEditWanted(run); }
    /// Asks Train to start the next run from this checkpoint's weights.
    void startFrom(const QString& checkpoint) { Q_EMIT startFromWanted(checkpoint); }
    /// Asks Query to take this sample's picture, and to begin with this question or statement of
    /// it; empty: with its first one.
    void askAbout(qint64 sample, const QString& text = {});

Q_SIGNALS:
    void projectChanged();
    void dataChanged();
    /// Runs were renamed, archived, opened, removed from the list, deleted, or came back.
    void runsChanged();
    void selectionChanged();
    void primaryChanged();
    void activeRunChanged();
    void checkpointChanged();
    void notified(const QString& text, bool isError);
    void panelWanted(const QString& name);
    void demoTrainingWanted();
    void askWanted(qint64 sample, const QString& text);
    void runEditWanted(const QString& run);
    void startFromWanted(const QString& checkpoint);

private:
    struct Edit;
    struct FileStep;
    /// Runs a change in the background; when it returns true it becomes a step of the undo stack.
    void edit(const QString& text, std::function<bool(store::Project&)> change);
    void step(void (QUndoStack::*direction)());
    void findNewestRun();
    void lookForCheckpoint();

    QString projectFolder_;
    ProjectThread* reader_;
    ProjectThread* editor_;
    QUndoStack* undoStack_;
    JobRunner* jobs_;
    QSet<qint64> selection_;
    qint64 primarySample_ = 0;
    QString activeRun_;
    QString latestCheckpoint_;
    QString fixedCheckpoint_;
    QTimer checkpointTimer_;
    bool lookingForCheckpoint_ = false;
};

} // namespace unimo::bridge
