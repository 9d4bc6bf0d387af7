// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_tail.h"
#include "core/train/foreign_runs.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/found_run.h"

#include <QObject>
#include <QTimer>
#include <map>
#include <memory>
#include <string>

namespace unimo::bridge {

/// The worker behind RunWatcher; everything here happens on the watcher's thread.
class RunPoller : public QObject
{
    Q_OBJECT
public:
    RunPoller();

    /// One run, or none when empty.
    void watchRun(const QString& run);
    void watchProject(const QString& project);
    void setEventsWanted(const QString& run, bool wanted);
    /// Looks for runs now.
    void lookAgain();

Q_SIGNALS:
    void statusChanged(const unimo::train::RunStatus& status, const QString& run);
    void statusUnreadable(const QString& run, const QString& why);
    void eventsAppended(const QString& run,
                        const std::shared_ptr<const unimo::events::EventBatch>& batch);
    void runsFound(const unimo::bridge::FoundRuns& runs);
    void noted(const QString& text);

private:
    struct Run
    {
        explicit Run(const QString& path) : folder(path.toStdString()) {}
        train::RunFolder folder;
        QMap<QString, QString> settings;         ///< a recipe is written once, so it is read once
        QString dataVersion;                     ///< so is this, when its data has been read
        std::unique_ptr<events::EventTail> tail; ///< null: events are not wanted
        std::string lastStatus;                  ///< as last told, to tell changes only
        bool ended = false;                      ///< ended runs are looked at less often
    };
    /// The folders of event files under one that a person opened.
    struct Tree
    {
        std::vector<std::filesystem::path> folders;
        qint64 nextLook = 0; ///< ms since the epoch
        bool cutTold = false;
    };

    void tick();
    void lookForRuns();
    [[nodiscard]] FoundRuns ownRuns() const;
    [[nodiscard]] FoundRuns foreignRuns();
    void look(const std::filesystem::path& opened, Tree& tree);
    void setRuns(FoundRuns runs);
    void pollStatus(const QString& path, Run& run);
    void pollEvents(const QString& path, Run& run);

    QTimer timer_;
    int ticks_ = 0;
    QString project_; ///< empty: the list of runs is fixed
    FoundRuns found_; ///< as last told
    std::map<QString, Run> runs_;
    std::map<std::filesystem::path, Tree> trees_;
    std::map<QString, bool> wanted_; ///< kept for runs that are not there yet
};

} // namespace unimo::bridge
