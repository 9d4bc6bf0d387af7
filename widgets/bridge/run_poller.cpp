// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_poller.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::bridge {
namespace {

constexpr int kTickMs = 250;
constexpr int kTicksPerFolderScan = 4;
constexpr int kTicksPerEndedRun = 8;

bool hasEnded(train::RunState state)
{
    return state == train::RunState::Finished || state == train::RunState::Failed ||
           state == train::RunState::Lost;
}

} // namespace

RunPoller::RunPoller() : timer_(this)
{
    timer_.setInterval(kTickMs);
    connect(&timer_, &QTimer::timeout, this, &RunPoller::tick);
}

void RunPoller::watch(const QStringList& runs, const QString& runsFolder)
{
    runsFolder_ = runsFolder;
    runs_.clear();
    order_.clear();
    ticks_ = 0;
    setRuns(runs);
    timer_.start();
    tick();
}

void RunPoller::setEventsWanted(const QString& run, bool wanted)
{
    wanted_[run] = wanted;
    const auto found = runs_.find(run);
    if (found == runs_.end() || (found->second.tail != nullptr) == wanted)
        return;
    found->second.tail =
        wanted ? std::make_unique<events::EventTail>(found->second.folder.path()) : nullptr;
    if (wanted)
        pollEvents(run, found->second);
}

void RunPoller::setRuns(const QStringList& runs)
{
    for (const QString& path : runs) {
        Run& run = runs_.try_emplace(path, path).first->second;
        const auto wanted = wanted_.find(path);
        if (!run.tail && wanted != wanted_.end() && wanted->second)
            run.tail = std::make_unique<events::EventTail>(run.folder.path());
    }
    std::erase_if(runs_, [&](const auto& entry) { return !runs.contains(entry.first); });
    if (runs == order_)
        return;
    order_ = runs;
    Q_EMIT runsFound(order_);
}

void RunPoller::lookForRuns()
{
    QStringList found;
    for (const auto& run : train::listRuns(runsFolder_.toStdString()))
        found.prepend(QString::fromStdString(run.path().string()));
    setRuns(found);
}

void RunPoller::tick()
{
    if (!runsFolder_.isEmpty() && ticks_ % kTicksPerFolderScan == 0)
        lookForRuns();
    for (auto& [path, run] : runs_) {
        if (run.ended && ticks_ % kTicksPerEndedRun != 0)
            continue;
        pollStatus(path, run);
        pollEvents(path, run);
    }
    ++ticks_;
}

void RunPoller::pollStatus(const QString& path, Run& run)
{
    std::error_code code;
    if (!std::filesystem::exists(run.folder.path() / "status.json", code))
        return; // the trainer has not come to it yet
    const auto status = run.folder.status();
    const std::string told = status ? toJson(*status).dump() : status.error().text();
    if (told == run.lastStatus)
        return;
    run.lastStatus = told;
    if (!status) {
        Q_EMIT statusUnreadable(path, QString::fromStdString(told));
        return;
    }
    run.ended = hasEnded(status->state);
    Q_EMIT statusChanged(*status, path);
}

void RunPoller::pollEvents(const QString& path, Run& run)
{
    if (!run.tail)
        return;
    auto batch = std::make_shared<events::EventBatch>(run.tail->poll());
    if (!batch->empty())
        Q_EMIT eventsAppended(path, batch);
}

} // namespace unimo::bridge
