// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"
#include "core/train/run_folder.h"
#include "core/train/similarity_points.h"
#include "widgets/bridge/found_run.h"

#include <QObject>
#include <QString>
#include <QThread>
#include <memory>

namespace unimo::bridge {

class RunPoller;

/// Follows run folders, four times a second, on a thread of its own. Folders and files may be
/// missing, come later, and vanish. Thread: use from the GUI thread, where the signals arrive.
class RunWatcher : public QObject
{
    Q_OBJECT
public:
    explicit RunWatcher(QObject* parent = nullptr);
    ~RunWatcher() override;

    /// Follows the status of this run folder and of no other; empty follows none.
    void watch(const QString& run);
    /// Follows the status of every run of a project, also of those that come later, and of the
    /// folders of event files that were opened beside them.
    void watchProject(const QString& project);
    /// Something was just done to the runs: looks for them now and not only at the next second.
    void lookAgain();
    /// Whether the events of a run are read too. The first batch after this holds all there are.
    void setEventsWanted(const QString& run, bool wanted);

Q_SIGNALS:
    /// Something in status.json changed, or the run is now known to be lost.
    void statusChanged(const unimo::train::RunStatus& status, const QString& run);
    /// status.json is there but cannot be understood.
    void statusUnreadable(const QString& run, const QString& why);
    void eventsAppended(const QString& run,
                        const std::shared_ptr<const unimo::events::EventBatch>& batch);
    /// What a run kept of its contrastive batches, read with the events; they are joined to those
    /// before.
    void similaritiesAppended(
        const QString& run,
        const std::shared_ptr<const std::vector<unimo::train::SimilarityPoint>>& points);
    /// The runs that are followed, the oldest first, the foreign ones last; sent when anything of
    /// it changes.
    void runsFound(const unimo::bridge::FoundRuns& runs);
    /// A sentence for the person.
    void noted(const QString& text);

private:
    QThread thread_;
    RunPoller* poller_; ///< lives on thread_
};

} // namespace unimo::bridge
