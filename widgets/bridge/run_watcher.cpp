// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_watcher.h"

#include "widgets/bridge/run_poller.h"

namespace unimo::bridge {

RunWatcher::RunWatcher(QObject* parent) : QObject(parent), poller_(new RunPoller)
{
    poller_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, poller_, &QObject::deleteLater);
    // Queued: the snapshots cross to this object's thread.
    connect(poller_, &RunPoller::statusChanged, this, &RunWatcher::statusChanged);
    connect(poller_, &RunPoller::statusUnreadable, this, &RunWatcher::statusUnreadable);
    connect(poller_, &RunPoller::eventsAppended, this, &RunWatcher::eventsAppended);
    connect(poller_, &RunPoller::similaritiesAppended, this, &RunWatcher::similaritiesAppended);
    connect(poller_, &RunPoller::runsFound, this, &RunWatcher::runsFound);
    connect(poller_, &RunPoller::noted, this, &RunWatcher::noted);
    thread_.setObjectName(QStringLiteral("run watcher"));
    thread_.start();
}

RunWatcher::~RunWatcher()
{
    thread_.quit();
    thread_.wait();
}

void RunWatcher::watch(const QString& run)
{
    QMetaObject::invokeMethod(poller_, [poller = poller_, run] { poller->watchRun(run); });
}

void RunWatcher::watchProject(const QString& project)
{
    QMetaObject::invokeMethod(poller_,
                              [poller = poller_, project] { poller->watchProject(project); });
}

void RunWatcher::lookAgain()
{
    QMetaObject::invokeMethod(poller_, &RunPoller::lookAgain);
}

void RunWatcher::setEventsWanted(const QString& run, bool wanted)
{
    QMetaObject::invokeMethod(
        poller_, [poller = poller_, run, wanted] { poller->setEventsWanted(run, wanted); });
}

} // namespace unimo::bridge
