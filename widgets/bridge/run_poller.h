// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_tail.h"
#include "core/train/run_folder.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace unimo::bridge {

/// The worker behind RunWatcher; everything here happens on the watcher's thread.
class RunPoller : public QObject
{
    Q_OBJECT
public:
    RunPoller();

    void watch(const QStringList& runs, const QString& runsFolder);
    void setEventsWanted(const QString& run, bool wanted);

Q_SIGNALS:
    void statusChanged(const unimo::train::RunStatus& status, const QString& run);
    void statusUnreadable(const QString& run, const QString& why);
    void eventsAppended(const QString& run,
                        const std::shared_ptr<const unimo::events::EventBatch>& batch);
    void runsFound(const QStringList& runs);

private:
    struct Run
    {
        explicit Run(const QString& path) : folder(path.toStdString()) {}
        train::RunFolder folder;
        std::unique_ptr<events::EventTail> tail; ///< null: events are not wanted
        std::string lastStatus;                  ///< as last told, to tell changes only
        bool ended = false;                      ///< ended runs are looked at less often
    };

    void tick();
    void lookForRuns();
    void setRuns(const QStringList& runs);
    void pollStatus(const QString& path, Run& run);
    void pollEvents(const QString& path, Run& run);

    QTimer timer_;
    int ticks_ = 0;
    QString runsFolder_; ///< empty: the list of runs is fixed
    QStringList order_;
    std::map<QString, Run> runs_;
    std::map<QString, bool> wanted_; ///< kept for runs that are not there yet
};

} // namespace unimo::bridge
