// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_poller.h"

#include "core/events/event_folders.h"
#include "core/train/run_card.h"
#include "core/train/run_data.h"

#include <nlohmann/json.hpp>

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <algorithm>
#include <utility>

namespace unimo::bridge {
namespace fs = std::filesystem;
namespace {

constexpr int kTickMs = 250;
constexpr int kTicksPerFolderScan = 4;
constexpr int kTicksPerEndedRun = 8;
constexpr qint64 kTreeScanMs = 5000;  ///< as TensorBoard looks for new runs
constexpr qint64 kTreeScanShare = 20; ///< a slow disk is searched for a twentieth of the time
constexpr uint64_t kBytesPerPoll = uint64_t{32}
                                   << 20; ///< long files come in parts, others in between

bool hasEnded(train::RunState state)
{
    return state == train::RunState::Finished || state == train::RunState::Failed ||
           state == train::RunState::Lost;
}

/// What Monitor shows of events; pictures would only fill the memory.
std::unique_ptr<events::EventTail> makeTail(const fs::path& run)
{
    return std::make_unique<events::EventTail>(
        run, events::EventsWanted{.texts = true, .histograms = true, .images = false});
}

QString toQString(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

/// "logs/a/train" for the run a/train of the opened folder logs.
QString nameWithin(const fs::path& opened, const fs::path& run)
{
    const fs::path relative = run.lexically_relative(opened);
    return toQString(relative == "." ? opened.filename() : opened.filename() / relative);
}

} // namespace

RunPoller::RunPoller() : timer_(this)
{
    timer_.setInterval(kTickMs);
    connect(&timer_, &QTimer::timeout, this, &RunPoller::tick);
}

void RunPoller::watchRun(const QString& run)
{
    project_.clear();
    runs_.clear();
    found_.clear();
    FoundRuns runs;
    if (!run.isEmpty())
        runs.append({.path = run, .name = QDir(run).dirName()});
    setRuns(std::move(runs));
    timer_.start();
    tick();
}

void RunPoller::watchProject(const QString& project)
{
    project_ = project;
    runs_.clear();
    found_.clear();
    trees_.clear();
    ticks_ = 0;
    timer_.start();
    tick();
}

void RunPoller::setEventsWanted(const QString& run, bool wanted)
{
    wanted_[run] = wanted;
    const auto found = runs_.find(run);
    if (found == runs_.end() || (found->second.tail != nullptr) == wanted)
        return;
    found->second.tail = wanted ? makeTail(found->second.folder.path()) : nullptr;
    if (wanted)
        pollEvents(run, found->second);
}

void RunPoller::setRuns(FoundRuns runs)
{
    const auto isThere = [&](const QString& path) {
        return std::any_of(runs.begin(), runs.end(),
                           [&](const FoundRun& run) { return run.path == path; });
    };
    std::erase_if(runs_, [&](const auto& entry) { return !isThere(entry.first); });
    for (FoundRun& found : runs) {
        Run& run = runs_.try_emplace(found.path, found.path).first->second;
        if (run.settings.isEmpty())
            run.settings = readSettings(found.path);
        found.settings = run.settings;
        if (run.dataVersion.isEmpty())
            if (const auto data = train::readRunData(run.folder.path()))
                run.dataVersion = QString::fromStdString(data->version);
        found.dataVersion = run.dataVersion;
        const auto wanted = wanted_.find(found.path);
        if (!run.tail && wanted != wanted_.end() && wanted->second)
            run.tail = makeTail(run.folder.path());
    }
    if (runs == found_)
        return;
    found_ = std::move(runs);
    Q_EMIT runsFound(found_);
}

void RunPoller::lookForRuns()
{
    setRuns(ownRuns() + foreignRuns());
}

FoundRuns RunPoller::ownRuns() const
{
    FoundRuns found; // the oldest first
    for (const auto& run : train::listRuns(fs::path(project_.toStdString()) / "runs")) {
        const train::RunCard card = train::readRunCard(run.path());
        const QString name = QString::fromStdString(card.name.empty() ? run.id() : card.name);
        found.prepend({.path = toQString(run.path()), .name = name, .archived = card.archived});
    }
    return found;
}

FoundRuns RunPoller::foreignRuns()
{
    const train::ForeignRuns list = train::readForeignRuns(project_.toStdString());
    std::erase_if(trees_, [&](const auto& entry) {
        return std::find(list.opened.begin(), list.opened.end(), entry.first) == list.opened.end();
    });
    FoundRuns found;
    for (const fs::path& opened : list.opened) {
        Tree& tree = trees_[opened];
        look(opened, tree);
        for (const fs::path& folder : tree.folders) {
            const auto note = list.notes.find(folder);
            const bool noted = note != list.notes.end();
            if (noted && note->second.removed)
                continue;
            const train::RunCard card = noted ? note->second.card : train::RunCard();
            found.append({.path = toQString(folder),
                          .name = card.name.empty() ? nameWithin(opened, folder)
                                                    : QString::fromStdString(card.name),
                          .archived = card.archived,
                          .foreign = true});
        }
    }
    return found;
}

void RunPoller::look(const fs::path& opened, Tree& tree)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now < tree.nextLook)
        return;
    QElapsedTimer took;
    took.start();
    events::EventFolders seen = events::findEventFolders(opened);
    tree.folders = std::move(seen.folders);
    tree.nextLook = now + std::max(kTreeScanMs, took.elapsed() * kTreeScanShare);
    if (seen.cut && !std::exchange(tree.cutTold, true))
        Q_EMIT noted(tr("%1 is too large to be searched whole: its first %2 runs are listed")
                         .arg(toQString(opened))
                         .arg(tree.folders.size()));
}

void RunPoller::lookAgain()
{
    if (project_.isEmpty())
        return;
    for (auto& [opened, tree] : trees_)
        tree.nextLook = 0;
    lookForRuns();
}

void RunPoller::tick()
{
    if (!project_.isEmpty() && ticks_ % kTicksPerFolderScan == 0)
        lookForRuns();
    for (auto& [path, run] : runs_) {
        const bool behind = run.tail && run.tail->behind();
        if (run.ended && !behind && ticks_ % kTicksPerEndedRun != 0)
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
    auto batch = std::make_shared<events::EventBatch>(run.tail->poll(kBytesPerPoll));
    if (!batch->empty())
        Q_EMIT eventsAppended(path, batch);
}

} // namespace unimo::bridge
