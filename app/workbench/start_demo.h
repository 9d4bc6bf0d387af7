// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;

namespace unimo::bridge {
class Workspace;
} // namespace unimo::bridge

namespace unimo::workbench {

/// Gets the project's demo pre-training under way: starts it when the project has no run yet,
/// and goes on with it when its process was lost with a checkpoint behind it (the computer was
/// switched off). A run that is going or finished is left alone and shown.
void startDemo(bridge::Workspace* workspace, const QString& project);

} // namespace unimo::workbench
