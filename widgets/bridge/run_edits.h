// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_trash.h"
#include "widgets/bridge/found_run.h"

#include <QStringList>
#include <functional>
#include <vector>

class QObject;

namespace unimo::bridge {

class Workspace;

/// What a person does to the runs of a project's list. Each is done in the background and is one
/// step of the workspace's undo stack; runs inside and outside of the project are told apart by
/// their paths.
namespace runs {

/// An empty name is the folder's own again. The folder keeps its name.
void rename(Workspace* workspace, const FoundRun& run, const QString& name);
void setArchived(Workspace* workspace, const FoundRuns& runs, bool archived);
/// Moves runs of the project into its trash; one that trains is refused, and then none is moved.
void trash(Workspace* workspace, const FoundRuns& runs);
/// What lies in the project's trash: the folders, sorted. Reads the disk.
[[nodiscard]] QStringList inTrash(const Workspace* workspace);
void restore(Workspace* workspace, const QString& trashed);
/// Adds up what lies in the trash, as a job, and hands it to `then` on the GUI thread, unless
/// `context` is gone.
void measureTrash(Workspace* workspace, QObject* context,
                  const std::function<void(const std::vector<train::TrashedRun>&)>& then);
/// Deletes these for good, as a job that can be stopped between two runs. No step of the undo
/// stack: whoever calls it has asked.
void emptyTrash(Workspace* workspace, const std::vector<train::TrashedRun>& runs);

/// Lists the event files of a folder, and of those in it, beside the project's runs. A file stands
/// for its folder. One without any is refused.
void openEvents(Workspace* workspace, const QStringList& filesAndFolders);
/// Takes foreign runs off the list; `left` are those that stay.
void removeForeign(Workspace* workspace, const FoundRuns& runs, const FoundRuns& left);

} // namespace runs

/// What a run is called: its given name, else its folder's. Reads a small file.
[[nodiscard]] QString runName(const QString& run);

} // namespace unimo::bridge
