// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unimo::bridge {

class CoreJob;
class Workspace;

/// Has the workspace say why the job failed, also after the panel that started it is gone. A job
/// that a person stopped says nothing.
void tellFailure(CoreJob* job, Workspace* workspace);

} // namespace unimo::bridge
