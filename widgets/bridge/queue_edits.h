// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace unimo::bridge {

class Workspace;
struct TrainCommand;

/// What a person does to the queue of a project's runs. Each is done in the background and is one
/// step of the workspace's undo stack. A queue that has something to do gets a worker, a process
/// that outlives the window, unless one is at work.
namespace queue {

/// Makes the run folder with its recipe and puts it at the end. Taking it back moves it to the
/// trash.
void add(Workspace* workspace, const TrainCommand& command);
/// Puts a run that was stopped at the end: it is continued when its turn comes.
void addStopped(Workspace* workspace, const QString& run);
/// Takes a run out: into the trash unless it has a checkpoint.
void remove(Workspace* workspace, const QString& run);
/// To another place, 0 the next one.
void move(Workspace* workspace, const QString& run, int place);
/// A paused queue starts no further run; what trains goes on.
void setPaused(Workspace* workspace, bool paused);

} // namespace queue

} // namespace unimo::bridge
